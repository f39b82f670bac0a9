package dev.contrail.query.projection;

import java.util.Collections;
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

  private static final String FIND =
      """
      select projection, generation, version, live, built
      from projection_generation
      order by projection, generation
      """;

  private static final String INSERT =
      """
      insert into projection_generation (projection, generation, version, live, built)
      values (?, ?, ?, ?, ?)
      """;

  private static final String BUILT =
      "update projection_generation set built = true where projection = ? and generation = ?";

  private static final String DELETE =
      "delete from projection_generation where projection = ? and generation = ?";

  private static final String COUNT_CURSORS =
      "select count(*) from projection_cursor where generation = ?";

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
  private final RebuildTable rebuilds;
  private final int partitions;

  Generations(JdbcTemplate jdbc, TransactionOperations transactions, int partitions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.rebuilds = new RebuildTable(jdbc);
    this.partitions = partitions;
  }

  /** All there are. */
  List<Known> all() {
    return jdbc.query(
        FIND,
        (row, _) ->
            new Known(
                new Generation(row.getString("projection"), row.getInt("generation")),
                row.getInt("version"),
                row.getBoolean("live"),
                row.getBoolean("built")));
  }

  Optional<Known> live(String projection) {
    return of(projection).stream().filter(Known::live).findFirst();
  }

  private List<Known> of(String projection) {
    return all().stream()
        .filter(known -> known.generation().projection().equals(projection))
        .toList();
  }

  /** Keeps everybody else from changing a projection's generations until the transaction ends. */
  void lock(String projection) {
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
      lock(projection.name());
      var known = of(projection.name());
      var live = known.stream().filter(Known::live).findFirst();
      if (live.isEmpty()) {
        create(projection, true);
        return;
      }
      checkPartitions(live.get().generation());
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
    jdbc.update(BUILT, generation.projection(), generation.number());
  }

  /** Drops a generation that is not read, and gives up its rebuild if that is not finished. */
  void drop(Generation generation) {
    transactions.executeWithoutResult(_ -> {
      lock(generation.projection());
      var known =
          of(generation.projection()).stream()
              .filter(one -> one.generation().equals(generation))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalStateException("There is no " + generation.fullName() + "."));
      if (known.live()) {
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
    jdbc.update(DELETE, generation.projection(), generation.number());
    new CursorTable(jdbc).delete(generation);
    new ParkedTable(jdbc).forget(generation);
    jdbc.execute("drop table " + generation.table());
    log.info("{} is dropped", generation.fullName());
  }

  private Generation create(Projection<?, ?, ?> projection, boolean live) {
    var numbers = of(projection.name()).stream().map(known -> known.generation().number()).toList();
    var latest = numbers.isEmpty() ? 0 : Collections.max(numbers);
    var generation =
        new Generation(
            projection.name(), 1 + Math.max(latest, rebuilds.latestNumber(projection.name())));
    jdbc.execute(
        "create table %s (like template.%s including all)"
            .formatted(generation.table(), generation.projection()));
    // room for a row's next version on its page, so that its indexes need not change with it
    jdbc.execute("alter table %s set (fillfactor = 80)".formatted(generation.table()));
    new CursorTable(jdbc).create(generation, partitions);
    jdbc.update(
        INSERT, generation.projection(), generation.number(), projection.version(), live, live);
    if (live) {
      log.info("{} is made and will be folded from the beginning", generation.fullName());
      new ReadView(jdbc).pointTo(generation);
    } else {
      new GenerationIndexes(jdbc).leaveOut(generation);
    }
    return generation;
  }

  private void checkPartitions(Generation generation) {
    var cursors = jdbc.queryForObject(COUNT_CURSORS, Integer.class, generation.fullName());
    if (cursors == null || cursors != partitions) {
      throw new IllegalStateException(
          "%s was made for %d partitions, and contrail.topic.partitions says %d"
              .formatted(generation.fullName(), cursors, partitions));
    }
  }
}
