package dev.contrail.query.projection;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Which generations of which projection there are: makes and drops their tables. Several instances
 * may do the same at once. What an operator asks for and cannot have is an {@link
 * IllegalStateException} that says why.
 */
final class Generations {

  private static final Logger log = LoggerFactory.getLogger(Generations.class);

  private static final String LOCK =
      "select pg_advisory_xact_lock(hashtextextended('contrail.projection.' || ?, 0))";

  private static final String NO_LONG_WAITS = "set local lock_timeout = '2s'";

  /**
   * A generation there is.
   *
   * @param version of the projection that made it
   * @param live whether it is the one that is read
   * @param built whether it is folded by every instance; else by its rebuild
   */
  record Known(Generation generation, int version, boolean live, boolean built) {}

  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final GenerationTable table;
  private final RebuildTable rebuilds;
  private final GenerationStorage storage;
  private final int partitions;

  Generations(JdbcTemplate jdbc, TransactionOperations transactions, int partitions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.table = new GenerationTable(jdbc);
    this.rebuilds = new RebuildTable(jdbc);
    this.storage = new GenerationStorage(jdbc);
    this.partitions = partitions;
  }

  /** All there are. */
  List<Known> all() {
    return table.all();
  }

  Optional<Known> live(String projection) {
    return of(projection).stream().filter(Known::live).findFirst();
  }

  /**
   * @throws IllegalStateException if there is no such generation
   */
  Known require(Generation generation) {
    return of(generation.projection()).stream()
        .filter(one -> one.generation().equals(generation))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no " + generation.fullName() + "."));
  }

  private List<Known> of(String projection) {
    return all().stream()
        .filter(known -> known.generation().projection().equals(projection))
        .toList();
  }

  /**
   * Keeps everybody else from changing a projection's generations until the transaction ends, which
   * waits for no lock for long: readers would queue behind it.
   */
  void lock(String projection) {
    jdbc.execute(NO_LONG_WAITS);
    lockPatiently(projection);
  }

  private void lockPatiently(String projection) {
    jdbc.query(LOCK, _ -> {}, projection);
  }

  /**
   * Makes the first generation if there is none, and asks for a rebuild if none is of this version
   * or a later one.
   *
   * @throws IllegalStateException if the live one was made for another number of partitions
   */
  void ensure(Projection<?, ?, ?> projection) {
    transactions.executeWithoutResult(_ -> {
      lockPatiently(projection.name());
      var known = of(projection.name());
      var live = known.stream().filter(Known::live).findFirst();
      if (live.isEmpty()) {
        create(projection, true);
        return;
      }
      storage.checkPartitions(live.get().generation(), partitions);
      if (known.stream().allMatch(one -> one.version() < projection.version())) {
        rebuilds.open(projection.name()).ifPresent(outdated -> dropLocked(outdated.generation()));
        var generation = create(projection, false);
        rebuilds.insert(generation, projection.version(), false, null);
        log.info(
            "{} is version {} now: {} is built beside {}",
            projection.name(),
            projection.version(),
            generation.fullName(),
            live.get().generation().fullName());
      }
    });
  }

  /**
   * Asks for a generation to be built beside the live one.
   *
   * @param dryRun whether it is only to be compared and then dropped
   * @param expected columns that may differ, null if any may; other differences hold the switch
   */
  Generation requestRebuild(
      Projection<?, ?, ?> projection, boolean dryRun, @Nullable Set<String> expected) {
    return transactions.execute(_ -> {
      lock(projection.name());
      if (of(projection.name()).stream().anyMatch(one -> one.version() > projection.version())) {
        throw new IllegalStateException(
            "There is a later version of %s: ask an instance that has it."
                .formatted(projection.name()));
      }
      rebuilds
          .open(projection.name())
          .ifPresent(open -> {
            throw new IllegalStateException(
                open.generation().fullName() + " is being built already.");
          });
      var generation = create(projection, false);
      rebuilds.insert(generation, projection.version(), dryRun, expected);
      log.info("{} has been asked for and will be built", generation.fullName());
      return generation;
    });
  }

  /** From now on every instance folds it. Runs in the caller's transaction. */
  void built(Generation generation) {
    table.built(generation);
  }

  /** Drops a generation that is not read, and gives up its rebuild if that is not finished. */
  void drop(Generation generation) {
    transactions.executeWithoutResult(_ -> {
      lock(generation.projection());
      if (require(generation).live()) {
        throw new IllegalStateException(generation.fullName() + " is the one that is read.");
      }
      dropLocked(generation);
    });
  }

  private void dropLocked(Generation generation) {
    rebuilds.abandon(generation);
    delete(generation);
  }

  /** Runs in the caller's transaction. */
  void delete(Generation generation) {
    new CursorTable(jdbc).lockAll(generation); // first, as all who change a generation's rows do
    table.delete(generation);
    storage.drop(generation);
    log.info("{} is dropped", generation.fullName());
  }

  private Generation create(Projection<?, ?, ?> projection, boolean live) {
    var latest =
        of(projection.name()).stream()
            .mapToInt(known -> known.generation().number())
            .max()
            .orElse(0);
    var generation =
        new Generation(
            projection.name(), 1 + Math.max(latest, rebuilds.latestNumber(projection.name())));
    storage.create(generation, partitions);
    if (projection.keepsHistory()) {
      storage.createHistory(generation);
    }
    table.insert(generation, projection.version(), live);
    if (live) {
      log.info("{} is made and will be folded from the beginning", generation.fullName());
      new ReadView(jdbc).pointTo(generation);
    } else {
      new GenerationIndexes(jdbc).leaveOut(generation);
    }
    return generation;
  }
}
