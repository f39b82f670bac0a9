package dev.contrail.query.projection;

import dev.contrail.events.ChainedEvent;
import dev.contrail.events.Decoded;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What a read table has to be: the fold of the whole log, made without a database. */
public final class PureFold {

  private static final JsonMapper JSON = new JsonMapper();

  private PureFold() {}

  /** The rows after all these events, in the order of their positions. */
  public static <E, K extends Record, V extends Record> Set<V> rows(
      Projection<E, K, V> projection, List<ChainedEvent> log) {
    var rows = new HashMap<K, V>();
    var streamColumn = new RecordColumns<>(projection.rowType()).named("stream_id").orElse(null);
    for (var chained : log) {
      if (projection.decode(chained.event()) instanceof Decoded.Known<E>(var event)) {
        var recorded = new Recorded<>(chained.cell(), chained.event(), event);
        for (var key : keys(projection, rows, streamColumn, recorded)) {
          var row = projection.evolve(key, rows.get(key), recorded);
          if (row == null) {
            rows.remove(key);
          } else {
            rows.put(key, row);
          }
        }
      }
    }
    return new HashSet<>(rows.values());
  }

  private static <E, K extends Record, V extends Record> Collection<K> keys(
      Projection<E, K, V> projection,
      Map<K, V> rows,
      RecordColumns.@Nullable Column streamColumn,
      Recorded<E> recorded) {
    var keys = projection.keys(recorded);
    var all = new LinkedHashSet<>(keys.named());
    if (keys.wholeStream() && streamColumn != null) {
      rows.forEach((key, row) -> {
        if (recorded.streamId().equals(streamColumn.of(row))) {
          all.add(key);
        }
      });
    }
    return all;
  }

  /** What a row consists of, by the names of its components. */
  public static Map<String, Object> components(Record row) {
    var components = new HashMap<String, Object>();
    var columns = new RecordColumns<>(row.getClass());
    for (var component : row.getClass().getRecordComponents()) {
      var column = columns.named(RecordColumns.snakeCase(component.getName())).orElseThrow();
      var value = column.of(row);
      if (value != null) {
        components.put(component.getName(), value);
      }
    }
    return components;
  }

  /** Rows with their JSON parsed, since PostgreSQL writes it in its own way. */
  public static Set<List<Object>> comparable(Set<? extends Record> rows) {
    return rows.stream().map(PureFold::comparable).collect(Collectors.toSet());
  }

  private static List<Object> comparable(Record row) {
    return new RecordColumns<>(row.getClass())
        .columns().stream()
            .map(column -> column.of(row))
            .map(value -> value instanceof Json json ? JSON.readTree(json.text()) : "" + value)
            .map(Object.class::cast)
            .toList();
  }

  /** The rows there really are. */
  public static <V extends Record> Set<V> stored(JdbcClient jdbc, Projection<?, ?, V> projection) {
    var columns = new RecordColumns<>(projection.rowType());
    var names = columns.columns().stream().map(RecordColumns.Column::name).toList();
    var sql = "select %s from projection.%s".formatted(String.join(", ", names), projection.name());
    return new HashSet<>(jdbc.sql(sql).query((row, _) -> columns.read(row)).list());
  }
}
