package dev.contrail.query.projection;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Folds a generation from the topic, never further than the live one has come: so both can be
 * brought to the very same positions, there to be compared. Used by one thread.
 */
final class Building implements AutoCloseable {

  private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final RunnerDatabase database;
  private final CursorTable cursors;
  private final Batches batches;
  private final TopicReader reader;
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

  private void foldSome() {
    var open = open();
    if (open.isEmpty()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      return;
    }
    var arrivals = reader.poll(open, ceiling);
    if (arrivals.isEmpty()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      return;
    }
    apply(arrivals);
  }

  private void apply(List<Arrival> arrivals) {
    try {
      var moved = batches.applyArrivals(reader.topicId(), arrivals);
      var states = batches.states();
      for (var partition : moved) {
        readOn(partition, states.get(partition));
      }
    } catch (RuntimeException e) {
      batches.states().forEach(this::readOn);
      throw e;
    }
  }

  private void readOn(int partition, @Nullable PartitionState state) {
    if (state != null) {
      reader.seek(partition, state.cursor());
    }
  }

  /** Tries again what could not be applied: it may be skipped by now. */
  void retry() {
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

  private record Meeting(Generation live, Snapshot snapshot) {}

  /**
   * Brings both generations to the same positions and compares them there. The live one stands only
   * until they have met.
   *
   * @return null if they did not meet in time, or the table had to be completed first
   */
  @Nullable Difference compare(
      Generations generations, List<String> keys, @Nullable Set<String> expected) {
    var rebuilt = batches.generation();
    if (!completed) {
      complete(rebuilt);
      return null; // that took its time: first catch up again
    }
    var meeting = database.transactions().execute(_ -> meet(generations));
    if (meeting == null) {
      return null;
    }
    try (var snapshot = meeting.snapshot()) {
      return new Comparison(snapshot.jdbc()).of(meeting.live(), rebuilt, keys, expected);
    }
  }

  /** What readers need of the table, and the planner. */
  private void complete(Generation rebuilt) {
    database.forLong(jdbc -> {
      new GenerationIndexes(jdbc).add(rebuilt);
      jdbc.execute("analyze " + rebuilt.table());
      if (HistoryTable.exists(jdbc, rebuilt)) {
        jdbc.execute("analyze " + rebuilt.historyTable());
      }
    });
    completed = true;
  }

  private @Nullable Meeting meet(Generations generations) {
    var live = generations.live(batches.generation().projection()).orElseThrow().generation();
    ceiling = cursors.lockAll(live);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!hasReachedCeiling() && System.nanoTime() < deadline) {
      foldSome();
    }
    return hasReachedCeiling() ? new Meeting(live, Snapshot.of(database)) : null;
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

  @Override
  public void close() {
    reader.close();
  }
}
