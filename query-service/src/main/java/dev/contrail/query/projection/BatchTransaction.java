package dev.contrail.query.projection;

import dev.contrail.query.projection.ParkedTable.Parked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Applies a batch of records to one generation, all in one transaction: cursors are locked and
 * checked, rows loaded, folded and written, what cannot be folded parked, cursors advanced, other
 * instances told. Whatever is thrown, nothing has happened, or, if the connection failed during the
 * commit, all of it has; the cursors tell.
 */
final class BatchTransaction<E, K extends Record, V extends Record> {

  /**
   * @param states where the partitions stand now; one that somebody else moved stands where that
   *     left it
   * @param moved partitions that somebody else moved: nothing was applied in them
   * @param foreign records that are no events of ours
   * @param parked events that were parked
   * @param live whether the generation has advanced and is the live one
   */
  record Outcome(
      Map<Integer, PartitionState> states,
      Set<Integer> moved,
      List<Step.Foreign<?, ?>> foreign,
      List<Parked> parked,
      int events,
      boolean live) {}

  private final Projection<E, K, V> projection;
  private final Generation generation;
  private final String cell;
  private final TransactionOperations transactions;
  private final JdbcTemplate jdbc;
  private final CursorTable cursors;
  private final ParkedTable parked;
  private final DeadLetterTable deadLetters;
  private final SkipCache skips;
  private final CursorLock lock;
  private final StopTable stops;
  private final ChangeTable changes;
  private final RowTable<K, V> table;
  private final Folding<E, K, V> folding;

  BatchTransaction(
      Projection<E, K, V> projection,
      Generation generation,
      String cell,
      TransactionOperations transactions,
      JdbcTemplate jdbc) {
    this.projection = projection;
    this.generation = generation;
    this.cell = cell;
    this.transactions = transactions;
    this.jdbc = jdbc;
    this.cursors = new CursorTable(jdbc);
    this.parked = new ParkedTable(jdbc);
    this.deadLetters = new DeadLetterTable(jdbc);
    this.skips = new SkipCache(new SkipTable(jdbc), projection.name());
    this.lock = new CursorLock(jdbc);
    this.stops = new StopTable(jdbc);
    this.changes = new ChangeTable(jdbc);
    this.table = new RowTable<>(jdbc, projection, generation);
    var history = HistoryTable.of(jdbc, projection, generation).orElse(null);
    this.folding = new Folding<>(projection, table, history);
  }

  /** Fails if the table does not fit the projection's row. */
  void check() {
    table.check();
  }

  /** Whether a stream can be set aside while the others go on. */
  boolean canPark() {
    return projection.source() != RowSource.MANY_STREAMS;
  }

  /** All cursors of the generation by partition. */
  Map<Integer, Cursor> cursors() {
    return cursors.read(generation);
  }

  /** Notes, for all instances, what keeps a partition from going on. */
  void stopped(int partition, Failure failure) {
    stops.stopped(generation, partition, failure);
  }

  /** Drains streams of this generation that are parked. */
  Drain<E, K, V> drain() {
    return new Drain<>(projection, generation, cell, transactions, folding, jdbc);
  }

  /** Folds single streams of this generation anew. */
  StreamRebuild<E, K, V> streamRebuild() {
    return new StreamRebuild<>(projection, generation, cell, transactions, jdbc);
  }

  /**
   * @param expected where this runner left the partitions of the batch
   * @param records by partition, in order
   * @param refused errors by the position of events that the database has refused
   * @throws DroppedGenerationException if there is no such generation any more
   * @throws FailedEventException if an event failed whose stream cannot be parked
   */
  Outcome apply(
      String topicId,
      Map<Integer, PartitionState> expected,
      Map<Integer, List<Arrival>> records,
      Map<Long, String> refused) {
    return transactions.execute(_ -> applyInTransaction(topicId, expected, records, refused));
  }

  private Outcome applyInTransaction(
      String topicId,
      Map<Integer, PartitionState> expected,
      Map<Integer, List<Arrival>> records,
      Map<Long, String> refused) {
    var locked = lock.lock(generation, records.keySet());
    var skipped = skips.positions(locked.skips());
    var states = new HashMap<Integer, PartitionState>();
    var moved = new HashSet<Integer>();
    var steps = new ArrayList<Step<E, K>>();
    for (var partition : records.keySet()) {
      var state = expected.getOrDefault(partition, PartitionState.UNKNOWN);
      var cursor = locked.cursors().get(partition);
      if (cursor == null) {
        throw new DroppedGenerationException(generation);
      }
      if (cursor.equals(state.cursor())) {
        var walk = new Walk<>(projection, cell, topicId, skipped, state);
        states.put(partition, walk.through(records.getOrDefault(partition, List.of()), steps));
      } else {
        states.put(partition, PartitionState.at(cursor));
        moved.add(partition);
      }
    }
    var streams =
        locked.withParked().isEmpty()
            ? new HashSet<String>()
            : parked.streams(generation, locked.withParked());
    var parking = new Parking(streams);
    var fold = new BatchFold<E, K, V>(canPark(), parking, refused);
    var events = fold.fold(steps, folding);
    if (!parking.added().isEmpty()) {
      parked.insert(generation, parking.added());
    }
    if (!fold.foreign().isEmpty()) {
      deadLetters.insert(topicId, fold.foreign());
    }
    var live = advance(locked.cursors(), states, parking);
    if (live && projection.tellsChanges()) {
      changes.insert(generation, locked.cursors(), states, fold.touched());
    }
    return new Outcome(states, moved, fold.foreign(), parking.added(), events, live);
  }

  private boolean advance(
      Map<Integer, Cursor> stored, Map<Integer, PartitionState> states, Parking parking) {
    var advanced = new HashMap<Integer, Cursor>();
    states.forEach((partition, state) -> {
      if (!state.cursor().equals(stored.get(partition))) {
        advanced.put(partition, state.cursor());
      }
    });
    return !advanced.isEmpty() && cursors.advance(generation, advanced, parking);
  }
}
