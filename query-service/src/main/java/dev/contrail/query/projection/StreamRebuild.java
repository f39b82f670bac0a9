package dev.contrail.query.projection;

import dev.contrail.query.projection.Meaning.Work;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Folds one stream anew, from its first event to where its partition stands, and puts the rows in
 * the place of those there are: in one transaction, as if the table had been rebuilt for this
 * stream alone. What is parked of the stream is part of it and waits no more.
 */
final class StreamRebuild<E, K extends Record, V extends Record> {

  private final Projection<E, K, V> projection;
  private final Generation generation;
  private final String cell;
  private final TransactionOperations transactions;
  private final RowTable<K, V> table;
  private final @Nullable HistoryTable<K, V> history;
  private final CursorLock lock;
  private final CursorTable cursors;
  private final ParkedTable parked;
  private final SkipTable skips;

  StreamRebuild(
      Projection<E, K, V> projection,
      Generation generation,
      String cell,
      TransactionOperations transactions,
      JdbcTemplate jdbc) {
    this.projection = projection;
    this.generation = generation;
    this.cell = cell;
    this.transactions = transactions;
    this.table = new RowTable<>(jdbc, projection, generation);
    this.history = HistoryTable.of(jdbc, projection, generation).orElse(null);
    this.lock = new CursorLock(jdbc);
    this.cursors = new CursorTable(jdbc);
    this.parked = new ParkedTable(jdbc);
    this.skips = new SkipTable(jdbc);
  }

  /**
   * Does it.
   *
   * @return how many events were folded
   * @throws IllegalStateException if one of them cannot be folded or is not there: nothing has
   *     changed then
   */
  int of(StreamHistory history) {
    var partition = history.partition();
    history.readTo(cursorOf(partition)); // most of it before anybody has to wait for us
    return transactions.execute(_ -> {
      var locked = lock.lock(generation, List.of(partition)).cursors();
      var cursor = locked.get(partition);
      if (cursor == null) {
        throw new DroppedGenerationException(generation);
      }
      history.readTo(cursor);
      var events = history.upTo(cursor.position());
      replace(history.streamId(), events);
      var unparked = parked.deleteUpTo(generation, history.streamId(), cursor.position());
      cursors.unpark(generation, partition, unparked);
      return events.size();
    });
  }

  private Cursor cursorOf(int partition) {
    var cursor = cursors.read(generation).get(partition);
    if (cursor == null) {
      throw new DroppedGenerationException(generation);
    }
    return cursor;
  }

  private void replace(String streamId, List<Arrival> events) {
    var skipped = skips.of(projection.name());
    var named = new LinkedHashSet<K>();
    var rows = new WorkingRows<E, K, V>(projection, Map.of(), table::streamOf, history != null);
    for (var arrival : events) {
      var meaning = Meaning.of(projection, cell, arrival, skipped);
      if (meaning instanceof Work<E, K> work) {
        named.addAll(work.keys().named());
      }
      var failure = rows.tryToApply(meaning);
      if (failure != null) {
        throw new IllegalStateException(
            "Position %d of stream %s cannot be folded: %s"
                .formatted(arrival.position(), streamId, Failure.text(failure)));
      }
    }
    delete(streamId, named);
    var added = rows.added(); // all of them: none was loaded
    if (!added.isEmpty()) {
      table.insert(added);
    }
    var lives = rows.lives();
    if (history != null && lives != null) {
      history.forget(named);
      history.write(lives);
    }
  }

  /** All rows of the stream: where rows name theirs, also those that no event explains. */
  private void delete(String streamId, Set<K> named) {
    if (table.rowsNameTheirStream()) {
      named.addAll(table.byStreams(Set.of(streamId)).keySet());
    }
    if (!named.isEmpty()) {
      table.delete(new ArrayList<>(named));
    }
  }
}
