package dev.contrail.query.projection;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Folds a generation from the topic, never further than the live one has come: so both can be
 * brought to the very same positions, there to be compared. Used by one thread; it has another one
 * apply what it has read.
 */
final class Building implements AutoCloseable {

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final RunnerDatabase database;
  private final CursorTable cursors;
  private final Batches batches;
  private final TopicReader reader;
  private final Applying applying;
  private Map<Integer, Cursor> ceiling = Map.of();
  private long lookedAt;
  private boolean completed;

  /**
   * @param batches whose transactions are apart from those of the calling thread
   */
  Building(RunnerDatabase database, Batches batches, TopicReader reader) {
    this.database = database;
    this.cursors = new CursorTable(database.jdbc());
    this.batches = batches;
    this.applying = new Applying(batches);
    this.reader = reader;
    batches
        .cursors()
        .forEach((partition, cursor) -> {
          batches.begin(partition, PartitionState.at(cursor));
          reader.seek(partition, cursor);
        });
  }

  /**
   * Applies some records.
   *
   * @return whether it has come as far as the live generation had a moment ago
   */
  boolean step() {
    if (System.nanoTime() - lookedAt > LOOK_INTERVAL.toNanos() || hasReachedCeiling()) {
      ceiling = cursors.readLive().getOrDefault(batches.generation().projection(), Map.of());
      lookedAt = System.nanoTime();
    }
    foldSome();
    return hasReachedCeiling();
  }

  /** Reads and parses records while those before them are applied. */
  private void foldSome() {
    var open = open();
    var arrivals = reader.poll(open, ceiling);
    var asExpected = settle();
    if (arrivals.isEmpty()) {
      LockSupport.parkNanos(PAUSE.toNanos());
    } else if (asExpected) {
      applying.begin(reader.topicId(), arrivals);
    }
  }

  /** Whether partitions are where they were expected; if not, they are read on where they stand. */
  private boolean settle() {
    var asExpected = false;
    try {
      asExpected = applying.settle();
    } finally {
      if (!asExpected) {
        batches.states().forEach((partition, state) -> reader.seek(partition, state.cursor()));
      }
    }
    return asExpected;
  }

  /** Tries again what could not be applied: it may be skipped by now. */
  void retry() {
    settle();
    if (batches.trouble() == null) {
      return;
    }
    batches
        .states()
        .forEach((partition, state) -> {
          if (state.failure() != null) {
            batches.begin(partition, PartitionState.at(state.cursor()));
            reader.seek(partition, state.cursor());
          }
        });
  }

  private Set<Integer> open() {
    var open = new HashMap<>(batches.states());
    open.values().removeIf(state -> state.failure() != null);
    open.entrySet().removeIf(entry -> hasReachedCeiling(entry.getKey(), entry.getValue()));
    return open.keySet();
  }

  private boolean hasReachedCeiling() {
    return !ceiling.isEmpty()
        && batches.states().entrySet().stream()
            .allMatch(entry -> hasReachedCeiling(entry.getKey(), entry.getValue()));
  }

  private boolean hasReachedCeiling(int partition, PartitionState state) {
    var last = ceiling.get(partition);
    return last == null || state.cursor().position() >= last.position();
  }

  /**
   * Brings both generations to the same positions and compares them there. The live one stands only
   * until they have met.
   *
   * @return null if they did not meet in time, or the table had to be completed first
   */
  @Nullable Difference compare(
      Generations generations, List<String> keys, @Nullable Set<String> expected) {
    reader.readAlone(); // what follows takes its time: nobody is to wait for it
    var rebuilt = batches.generation();
    if (!completed) {
      database.forLong(jdbc -> new GenerationIndexes(jdbc).complete(rebuilt));
      completed = true;
      return null; // that took its time: first catch up again
    }
    var taken = new AtomicReference<@Nullable Snapshot>();
    try {
      var live = database.transactions().execute(_ -> meet(generations, taken));
      var snapshot = taken.get();
      return live == null || snapshot == null
          ? null
          : new Comparison(snapshot.jdbc()).of(live, rebuilt, keys, expected);
    } finally { // also if the transaction in which it was taken could not be ended
      var snapshot = taken.get();
      if (snapshot != null) {
        snapshot.close();
      }
    }
  }

  /** The live generation, null if they did not meet in time. */
  private @Nullable Generation meet(
      Generations generations, AtomicReference<@Nullable Snapshot> taken) {
    var live = generations.live(batches.generation().projection()).orElseThrow().generation();
    ceiling = cursors.lockAll(live);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!hasReachedCeiling() && System.nanoTime() < deadline) {
      foldSome();
    }
    settle();
    if (!hasReachedCeiling()) {
      return null;
    }
    taken.set(Snapshot.of(database));
    return live;
  }

  /** What keeps it from going on, null if nothing does. */
  @Nullable String trouble() {
    return batches.trouble();
  }

  /** Records up to where the live generation is. */
  long records() {
    return ceiling.values().stream().mapToLong(cursor -> cursor.offsetIn(reader.topicId())).sum();
  }

  /** Records folded. */
  long folded() {
    return batches.states().values().stream()
        .mapToLong(state -> state.cursor().offsetIn(reader.topicId()))
        .sum();
  }

  /** Waits for what is being applied: whoever comes next begins at its cursors. */
  @Override
  public void close() {
    applying.close();
    reader.close();
  }
}
