package dev.contrail.query.projection;

import static java.util.stream.Collectors.joining;

import dev.contrail.query.projection.Difference.Example;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares the rows of two generations, in the snapshot that its connection sees. */
final class Comparison {

  private static final int EXAMPLES = 10;
  private static final JsonMapper JSON = new JsonMapper();

  /** A full join needs what the other statements of a runner must not use. */
  private static final String FULL_JOIN =
      "set local enable_seqscan = on; set local enable_hashjoin = on;"
          + " set local enable_mergejoin = on; set local work_mem = '64MB'";

  private static final String COLUMNS =
      """
      select column_name
      from information_schema.columns
      where table_schema = 'projection' and table_name = ?
      order by ordinal_position
      """;

  private static final String COUNT =
      """
      select count(*) filter (where l.%1$s is null) as added,
        count(*) filter (where r.%1$s is null) as removed,
        count(*) filter (where l.%1$s is not null and r.%1$s is not null and %2$s) as changed,
        count(*) filter (where l.%1$s is not null and r.%1$s is not null) as both
      """;

  private static final String EXAMPLE =
      "select to_jsonb(l)::text as live, to_jsonb(r)::text as rebuilt\n";

  private static final String ROWS =
      """
      from projection.%1$s l
      full join projection.%2$s r on %3$s
      where %4$s
      """;

  private final JdbcTemplate jdbc;

  /**
   * @param jdbc on a transaction that sees one snapshot
   */
  Comparison(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param keys the columns of the key, in snake case
   * @param expected columns that may differ, null if any may
   */
  Difference of(
      Generation live, Generation rebuilt, List<String> keys, @Nullable Set<String> expected) {
    jdbc.execute(FULL_JOIN);
    var rows = of(live.fullName(), rebuilt.fullName(), keys, expected);
    if (!HistoryTable.exists(jdbc, live) || !HistoryTable.exists(jdbc, rebuilt)) {
      return rows;
    }
    var historyKeys = Stream.concat(keys.stream(), Stream.of("valid_during")).toList();
    return rows.with(of(live.historyName(), rebuilt.historyName(), historyKeys, expected));
  }

  private Difference of(
      String live, String rebuilt, List<String> keys, @Nullable Set<String> expected) {
    var before = jdbc.query(COLUMNS, (row, _) -> row.getString(1), live);
    var after = jdbc.query(COLUMNS, (row, _) -> row.getString(1), rebuilt);
    var both = after.stream().filter(before::contains).toList();
    var unexpected = differ(both, column -> expected != null && !expected.contains(column));
    var on = keys.stream().map(key -> "l.%1$s = r.%1$s".formatted(key)).collect(joining(" and "));
    var rows = ROWS.formatted(live, rebuilt, on, differ(both, _ -> true));
    var difference =
        jdbc.queryForObject(
            COUNT.formatted(keys.getFirst(), unexpected) + rows,
            (row, _) ->
                new Difference(
                    row.getLong("added"),
                    row.getLong("removed"),
                    row.getLong("changed"),
                    row.getLong("both") - row.getLong("changed"),
                    after.stream().filter(column -> !before.contains(column)).toList(),
                    List.of(),
                    null));
    return difference.isNone() ? difference : difference.with(examples(rows, keys, unexpected));
  }

  private List<Example> examples(String rows, List<String> keys, String unexpected) {
    return jdbc.query(
        EXAMPLE
            + rows
            + "order by (l.%1$s is null or r.%1$s is null or %2$s) desc limit %3$d"
                .formatted(keys.getFirst(), unexpected, EXAMPLES),
        (row, _) -> new Example(json(row.getString(1)), json(row.getString(2))));
  }

  private static String differ(List<String> columns, Predicate<String> compared) {
    var some = columns.stream().filter(compared).toList();
    if (some.isEmpty()) {
      return "false";
    }
    return some.stream()
        .map(column -> "l.%1$s is distinct from r.%1$s".formatted(column))
        .collect(joining(" or ", "(", ")"));
  }

  private static @Nullable JsonNode json(@Nullable String text) {
    return text == null ? null : JSON.readTree(text);
  }
}
