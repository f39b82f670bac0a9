package dev.contrail.query.projection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Applies a batch of records to one generation, all in one transaction: cursors are locked and
 * checked, rows loaded, folded and written, cursors advanced, other instances told. Whatever is
 * thrown, nothing has happened, or, if the connection failed during the commit, all of it has; the
 * cursors tell.
 */
final class BatchTransaction<E, K extends Record, V extends Record> {

  /**
   * @param states where the partitions stand now; one that somebody else moved stands where that
   *     left it
   * @param moved partitions that somebody else moved: nothing was applied in them
   * @param foreign records that are no events of ours, and why
   * @param live whether the generation has advanced and is the live one
   */
  record Outcome(
      Map<Integer, PartitionState> states,
      Set<Integer> moved,
      List<String> foreign,
      int events,
      boolean live) {}

  private final Projection<E, K, V> projection;
  private final Generation generation;
  private final String cell;
  private final TransactionOperations transactions;
  private final CursorTable cursors;
  private final RowTable<K, V> table;

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
    this.cursors = new CursorTable(jdbc);
    this.table = new RowTable<>(jdbc, projection, generation);
  }

  /** Fails if the table does not fit the projection's row. */
  void check() {
    table.check();
  }

  /** All cursors of the generation by partition. */
  Map<Integer, Cursor> cursors() {
    return cursors.read(generation);
  }

  /**
   * @param expected where this runner left the partitions of the batch
   * @param records by partition, in order
   * @throws DroppedGenerationException if there is no such generation any more
   */
  Outcome apply(
      String topicId, Map<Integer, PartitionState> expected, Map<Integer, List<Arrival>> records) {
    return transactions.execute(_ -> applyInTransaction(topicId, expected, records));
  }

  private Outcome applyInTransaction(
      String topicId, Map<Integer, PartitionState> expected, Map<Integer, List<Arrival>> records) {
    var stored = cursors.lock(generation, records.keySet());
    var states = new HashMap<Integer, PartitionState>();
    var moved = new HashSet<Integer>();
    var steps = new ArrayList<Step<E, K>>();
    for (var partition : records.keySet()) {
      var state = expected.getOrDefault(partition, PartitionState.UNKNOWN);
      var cursor = stored.get(partition);
      if (cursor == null) {
        throw new DroppedGenerationException(generation);
      }
      if (cursor.equals(state.cursor())) {
        states.put(partition, state);
        new Walk<>(projection, cell, topicId, state)
            .through(records.getOrDefault(partition, List.of()), steps);
      } else {
        states.put(partition, PartitionState.at(cursor));
        moved.add(partition);
      }
    }
    var foreign = new ArrayList<String>();
    var events = fold(steps, states, foreign);
    var live = advance(stored, states);
    return new Outcome(states, moved, foreign, events, live);
  }

  private int fold(
      List<Step<E, K>> steps, Map<Integer, PartitionState> states, List<String> foreign) {
    var rows = new WorkingRows<>(projection, load(steps), table::streamOf);
    var applied = 0;
    for (var step : steps) {
      var before = states.getOrDefault(step.partition(), PartitionState.UNKNOWN);
      if (before.failure() != null) {
        continue;
      }
      states.put(step.partition(), after(step, before, rows));
      if (step.foreign() != null) {
        foreign.add(step.foreign());
      }
      applied += step.work() == null ? 0 : 1;
    }
    write(rows);
    return applied;
  }

  private PartitionState after(Step<E, K> step, PartitionState before, WorkingRows<E, K, V> rows) {
    var work = step.work();
    if (work != null) {
      try {
        rows.apply(work);
      } catch (RuntimeException e) {
        return before.stoppedBy(Walk.failure(work.offset(), work.event().envelope(), e));
      }
    }
    return step.after();
  }

  private Map<K, V> load(List<Step<E, K>> steps) {
    var named = new LinkedHashSet<K>();
    var streams = new LinkedHashSet<String>();
    for (var step : steps) {
      var work = step.work();
      if (work != null) {
        named.addAll(work.keys().named());
        if (work.keys().wholeStream()) {
          streams.add(work.event().streamId());
        }
      }
    }
    return load(named, streams);
  }

  private Map<K, V> load(Collection<K> named, Set<String> streams) {
    if (named.isEmpty() && streams.isEmpty()) {
      return Map.of();
    }
    if (projection.source() == RowSource.MANY_STREAMS) {
      return table.createdAndLocked(named);
    }
    var rows = streams.isEmpty() ? new HashMap<K, V>() : table.byStreams(streams);
    if (!named.isEmpty()) {
      rows.putAll(table.byKeys(named));
    }
    return rows;
  }

  private void write(WorkingRows<E, K, V> rows) {
    var changed = rows.changed();
    if (!changed.isEmpty()) {
      table.write(changed);
    }
    var removed = rows.removed();
    if (!removed.isEmpty()) {
      table.delete(removed);
    }
  }

  private boolean advance(Map<Integer, Cursor> stored, Map<Integer, PartitionState> states) {
    var advanced = new HashMap<Integer, Cursor>();
    states.forEach((partition, state) -> {
      if (!state.cursor().equals(stored.get(partition))) {
        advanced.put(partition, state.cursor());
      }
    });
    return !advanced.isEmpty() && cursors.advance(generation, advanced);
  }
}
