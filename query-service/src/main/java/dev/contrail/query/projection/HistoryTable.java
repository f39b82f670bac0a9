package dev.contrail.query.projection;

import static java.util.stream.Collectors.joining;

import dev.contrail.query.projection.Lives.End;
import dev.contrail.query.projection.Lives.State;
import dev.contrail.query.projection.RecordColumns.Column;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the rows of one generation have been: a row of the read table and the time during which it
 * held ({@code valid_during}), one for each event that changed it, so that the table as it was at a
 * time is {@code valid_during @> time}. States of a row do not overlap: one ends when the next
 * begins, one at most is open and none begins when another does, which unique indexes see to. All
 * methods run in the transaction that writes the rows themselves.
 */
final class HistoryTable<K extends Record, V extends Record> {

  private static final String END =
      """
      update %1$s h set valid_during = tstzrange(lower(h.valid_during), k.ended_at)
      from unnest(%2$s, ?::timestamptz[]) as k (%3$s, ended_at)
      where %4$s and upper_inf(h.valid_during)
      """;

  private static final String BEGIN =
      """
      insert into %1$s (%2$s, valid_during)
      select %3$s, tstzrange(n.began_at, n.ended_at)
      from unnest(%4$s, ?::timestamptz[], ?::timestamptz[]) as n (%2$s, began_at, ended_at)
      """;

  private static final String FORGET =
      "delete from %1$s h using unnest(%2$s) as k (%3$s) where %4$s";

  private static final String EXISTS = "select to_regclass(?) is not null";

  private final JdbcTemplate jdbc;
  private final RecordColumns<K> keys;
  private final RecordColumns<V> rows;
  private final String end;
  private final String begin;
  private final String forget;
  private final RowCopy<State<V>> copy;

  private HistoryTable(JdbcTemplate jdbc, Projection<?, K, V> projection, Generation generation) {
    this.jdbc = jdbc;
    this.keys = new RecordColumns<>(projection.keyType());
    this.rows = new RecordColumns<>(projection.rowType());
    this.end = END.formatted(generation.historyTable(), RowTable.arrays(keys), names(keys), on());
    this.forget =
        FORGET.formatted(generation.historyTable(), RowTable.arrays(keys), names(keys), on());
    this.begin =
        BEGIN.formatted(
            generation.historyTable(),
            names(rows),
            RowTable.list(rows, c -> c.type().fromElement("n." + c.name())),
            RowTable.arrays(rows));
    this.copy =
        new RowCopy<>(
            jdbc,
            generation.historyTable(),
            Stream.concat(rows.names().stream(), Stream.of("valid_during")).toList(),
            this::tell);
  }

  private void tell(State<V> state, Consumer<@Nullable Object> column) {
    rows.tell(state.row(), column);
    column.accept("[" + state.since() + "," + Objects.toString(state.until(), "") + ")");
  }

  private static String names(RecordColumns<?> columns) {
    return RowTable.list(columns, Column::name);
  }

  private String on() {
    return keys.columns().stream()
        .map(c -> "h.%1$s = k.%1$s".formatted(c.name()))
        .collect(joining(" and "));
  }

  /**
   * Empty if the projection keeps none, or the generation was made by a version that did not.
   *
   * @throws IllegalArgumentException if the projection cannot keep one
   */
  static <K extends Record, V extends Record> Optional<HistoryTable<K, V>> of(
      JdbcTemplate jdbc, Projection<?, K, V> projection, Generation generation) {
    if (!projection.keepsHistory()) {
      return Optional.empty();
    }
    if (projection.source() == RowSource.MANY_STREAMS) {
      throw new IllegalArgumentException(
          projection.name() + " gathers several streams, whose events come in no order of time");
    }
    return exists(jdbc, generation)
        ? Optional.of(new HistoryTable<>(jdbc, projection, generation))
        : Optional.empty();
  }

  static boolean exists(JdbcTemplate jdbc, Generation generation) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(EXISTS, Boolean.class, generation.historyTable()));
  }

  /** As if these rows had never been. */
  void forget(Collection<K> rowKeys) {
    jdbc.update(forget, RowTable.arraysOf(keys.columns(), rowKeys));
  }

  void write(Lives<K, V> lives) {
    var ends = lives.ends();
    if (!ends.isEmpty()) {
      jdbc.update(
          end,
          with(
              RowTable.arraysOf(keys.columns(), ends.stream().map(End::key).toList()),
              times(ends.stream().map(End::at))));
    }
    var states = lives.states();
    if (states.size() >= RowCopy.MANY) {
      copy.insert(states);
    } else if (!states.isEmpty()) {
      jdbc.update(
          begin,
          with(
              RowTable.arraysOf(rows.columns(), states.stream().map(State::row).toList()),
              times(states.stream().map(State::since)),
              times(states.stream().map(State::until))));
    }
  }

  private static Object[] with(Object[] arrays, Object... more) {
    return Stream.concat(Stream.of(arrays), Stream.of(more)).toArray();
  }

  private static Object times(Stream<? extends @Nullable Instant> times) {
    return times.map(time -> Objects.toString(time, null)).toArray(String[]::new);
  }
}
