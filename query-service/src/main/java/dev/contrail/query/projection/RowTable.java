package dev.contrail.query.projection;

import static java.util.stream.Collectors.joining;

import dev.contrail.query.projection.RecordColumns.Column;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table of one generation: reads and writes many rows with one statement each, whose texts are
 * made once. All methods run in the caller's transaction.
 */
final class RowTable<K extends Record, V extends Record> {

  private static final String IS_UNIQUE =
      """
      select exists (
        select from pg_index i
        where i.indrelid = ?::regclass and i.indisunique and i.indisvalid
          and i.indpred is null and i.indexprs is null and i.indnatts = i.indnkeyatts
          and ?::text[] = (
            select array_agg(a.attname::text order by a.attname collate "C")
            from pg_attribute a
            where a.attrelid = i.indrelid and a.attnum = any (i.indkey)))
      """;

  private final JdbcTemplate jdbc;
  private final String table;
  private final RecordColumns<V> rows;
  private final RecordColumns<K> keys;
  private final List<Column> keyColumnsOfRow;
  private final @Nullable Column streamColumn;
  private final RowCopy<V> copy;

  private final String selectByKeys;
  private final String selectByStreams;
  private final String createMissing;
  private final String lockByKeys;
  private final String insert;
  private final String upsert;
  private final String delete;

  /**
   * @throws IllegalArgumentException if key and row do not fit together
   */
  RowTable(JdbcTemplate jdbc, Projection<?, K, V> projection, Generation generation) {
    this.jdbc = jdbc;
    this.rows = new RecordColumns<>(projection.rowType());
    this.keys = new RecordColumns<>(projection.keyType());
    this.keyColumnsOfRow = keys.columns().stream().map(this::inRow).toList();
    this.streamColumn = rows.named("stream_id").orElse(null);

    this.table = generation.table();
    var key = list(keys, Column::name);
    var on =
        keys.columns().stream()
            .map(c -> "t.%1$s = k.%1$s".formatted(c.name()))
            .collect(joining(" and "));
    var keyRows = "unnest(%s) as k (%s)".formatted(arrays(keys), key);
    var select = "select %s from %s t".formatted(list(rows, c -> "t." + c.name()), table);
    this.selectByKeys = "%s join %s on %s".formatted(select, keyRows, on);
    this.lockByKeys =
        "%s order by %s for update of t"
            .formatted(selectByKeys, list(keys, column -> "t." + column.name()));
    this.selectByStreams = select + " where t.stream_id = any (?::text[])";
    this.createMissing =
        "insert into %s (%s) select %s from %s order by %2$s on conflict do nothing"
            .formatted(table, key, list(keys, c -> c.type().fromElement("k." + c.name())), keyRows);
    this.insert =
        "insert into %s (%s) select %s from unnest(%s) as n (%2$s)"
            .formatted(
                table,
                list(rows, Column::name),
                list(rows, c -> c.type().fromElement("n." + c.name())),
                arrays(rows));
    this.upsert = "%s on conflict (%s) do %s".formatted(insert, key, update());
    this.copy = new RowCopy<>(jdbc, table, rows.names(), rows::tell);
    this.delete = "delete from %s t using %s where %s".formatted(table, keyRows, on);
  }

  private Column inRow(Column key) {
    return rows.named(key.name())
        .filter(column -> column.javaType().equals(key.javaType()))
        .orElseThrow(
            () -> new IllegalArgumentException("the row has no component like the key's " + key));
  }

  private String update() {
    var others =
        rows.columns().stream()
            .map(Column::name)
            .filter(name -> keys.named(name).isEmpty())
            .map(name -> "%1$s = excluded.%1$s".formatted(name))
            .collect(joining(", "));
    return others.isEmpty() ? "nothing" : "update set " + others;
  }

  static String list(RecordColumns<?> columns, Function<Column, String> text) {
    return columns.columns().stream().map(text).collect(joining(", "));
  }

  static String arrays(RecordColumns<?> columns) {
    return list(columns, column -> "?::" + column.type().arraySql());
  }

  /**
   * @throws org.springframework.dao.DataAccessException if the table does not have the row's
   *     columns, or may have two rows of one key
   */
  void check() {
    jdbc.queryForList(selectByKeys, arraysOf(keys.columns(), List.of()));
    var names = keys.names().stream().sorted().toArray(String[]::new);
    if (!Boolean.TRUE.equals(jdbc.queryForObject(IS_UNIQUE, Boolean.class, table, names))) {
      throw new InvalidDataAccessResourceUsageException(
          "%s has no unique index on (%s)".formatted(table, String.join(", ", keys.names())));
    }
  }

  K keyOf(V row) {
    return keys.create(keyColumnsOfRow.stream().map(column -> column.of(row)).toArray());
  }

  /** The stream a row belongs to, where rows say so. */
  @Nullable String streamOf(V row) {
    return streamColumn == null ? null : (String) streamColumn.of(row);
  }

  boolean rowsNameTheirStream() {
    return streamColumn != null;
  }

  Map<K, V> byKeys(Collection<K> wanted) {
    return select(selectByKeys, arraysOf(keys.columns(), wanted));
  }

  /**
   * @throws UnfitRowException if rows do not say which stream they belong to
   */
  Map<K, V> byStreams(Set<String> streamIds) {
    if (streamColumn == null) {
      throw new UnfitRowException("rows have no streamId to be found by", null);
    }
    return select(selectByStreams, new Object[] {streamIds.toArray(String[]::new)});
  }

  /**
   * Makes the rows that are missing, then locks all: both in the order of the keys, so that
   * transactions which share rows wait for each other and never in a circle.
   */
  Map<K, V> createdAndLocked(Collection<K> wanted) {
    var arrays = arraysOf(keys.columns(), wanted);
    jdbc.update(createMissing, arrays);
    return select(lockByKeys, arrays);
  }

  /** Of rows that are not there. */
  void insert(Collection<V> added) {
    if (added.size() < RowCopy.MANY) {
      jdbc.update(insert, arraysOf(rows.columns(), added));
    } else {
      copy.insert(added);
    }
  }

  void write(Collection<V> changed) {
    jdbc.update(upsert, arraysOf(rows.columns(), changed));
  }

  void delete(Collection<K> removed) {
    jdbc.update(delete, arraysOf(keys.columns(), removed));
  }

  private Map<K, V> select(String statement, Object[] arrays) {
    var found = new HashMap<K, V>();
    jdbc.query(
        statement,
        result -> {
          var row = rows.read(result);
          found.put(keyOf(row), row);
        },
        arrays);
    return found;
  }

  static Object[] arraysOf(List<Column> columns, Collection<? extends Record> records) {
    return columns.stream().map(column -> arrayOf(column, records)).toArray();
  }

  /** Numbers that cannot be null travel as numbers, all else as text. */
  private static Object arrayOf(Column column, Collection<? extends Record> records) {
    Stream<@Nullable Object> values = records.stream().map(column::of);
    if (column.javaType() == long.class) {
      return values.mapToLong(value -> (Long) value).toArray();
    }
    if (column.javaType() == int.class) {
      return values.mapToInt(value -> (Integer) value).toArray();
    }
    return values.map(ColumnType::text).toArray(String[]::new);
  }
}
