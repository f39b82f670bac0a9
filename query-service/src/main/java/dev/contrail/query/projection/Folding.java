package dev.contrail.query.projection;

import dev.contrail.query.projection.Meaning.Work;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Loads the rows that events concern, and writes those that they have changed: each once. */
final class Folding<E, K extends Record, V extends Record> {

  private final Projection<E, K, V> projection;
  private final RowTable<K, V> table;
  private final @Nullable HistoryTable<K, V> history;

  /**
   * @param history null if what rows have been is not kept
   */
  Folding(
      Projection<E, K, V> projection, RowTable<K, V> table, @Nullable HistoryTable<K, V> history) {
    this.projection = projection;
    this.table = table;
    this.history = history;
  }

  WorkingRows<E, K, V> rowsOf(Collection<Work<E, K>> works) {
    var named = new LinkedHashSet<K>();
    var streams = new LinkedHashSet<String>();
    for (var work : works) {
      named.addAll(work.keys().named());
      if (work.keys().wholeStream()) {
        streams.add(work.event().streamId());
      }
    }
    return new WorkingRows<>(projection, load(named, streams), table::streamOf, history != null);
  }

  private Map<K, V> load(LinkedHashSet<K> named, LinkedHashSet<String> streams) {
    return switch (projection.source()) {
      case ONE_EVENT -> Map.of();
      case ONE_STREAM -> ofStreams(named, streams);
      case MANY_STREAMS -> named.isEmpty() ? Map.of() : table.createdAndLocked(named);
    };
  }

  private Map<K, V> ofStreams(Set<K> named, Set<String> streams) {
    var rows = streams.isEmpty() ? new HashMap<K, V>() : table.byStreams(streams);
    if (!named.isEmpty()) {
      rows.putAll(table.byKeys(named));
    }
    return rows;
  }

  void write(WorkingRows<E, K, V> rows) {
    var added = rows.added();
    if (!added.isEmpty()) {
      table.insert(added);
    }
    var changed = rows.changed();
    if (!changed.isEmpty()) {
      table.write(changed);
    }
    var removed = rows.removed();
    if (!removed.isEmpty()) {
      table.delete(removed);
    }
    var lives = rows.lives();
    if (history != null && lives != null) {
      history.write(lives);
    }
  }
}
