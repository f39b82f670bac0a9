import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Asks a database of the local run and prints what it answers: java tools/AskDatabase.java
 * jdbc:postgresql://… 'select 1'. As superuser, and without leave to change anything.
 */
final class AskDatabase {

  private static final String TABLES =
      """
      select schemaname as schema, relname as "table", n_live_tup as "rows, about",
        pg_size_pretty(pg_total_relation_size(relid)) as size
      from pg_stat_user_tables
      order by 1, 2
      """;
  private static final int WIDEST = 60;

  static void main(String... arguments) {
    var sql = arguments.length > 1 ? arguments[1] : TABLES;
    try (var connection = DriverManager.getConnection(arguments[0], "postgres", "postgres")) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      print(ask(connection, sql));
    } catch (SQLException e) {
      System.err.println("dev | " + e.getMessage().lines().findFirst().orElse("no answer"));
      System.exit(1);
    }
  }

  /** The names of the columns, then the rows. */
  private static List<List<String>> ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setMaxRows(1_000);
      var lines = new ArrayList<List<String>>();
      if (statement.execute(sql)) {
        try (var rows = statement.getResultSet()) {
          lines.add(names(rows));
          while (rows.next()) {
            lines.add(values(rows));
          }
        }
      }
      return lines;
    }
  }

  private static List<String> names(ResultSet rows) throws SQLException {
    var names = new ArrayList<String>();
    for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      names.add(rows.getMetaData().getColumnLabel(i));
    }
    return names;
  }

  private static List<String> values(ResultSet rows) throws SQLException {
    var values = new ArrayList<String>();
    for (var i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
      var value = String.valueOf(rows.getString(i)).replaceAll("\\s+", " ");
      values.add(value.length() > WIDEST ? value.substring(0, WIDEST - 1) + "…" : value);
    }
    return values;
  }

  private static void print(List<List<String>> lines) {
    if (lines.isEmpty()) {
      return;
    }
    var widths =
        IntStream.range(0, lines.getFirst().size())
            .mapToObj(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .toList();
    for (var line : lines) {
      System.out.println(
          IntStream.range(0, line.size())
              .mapToObj(i -> line.get(i) + " ".repeat(widths.get(i) - line.get(i).length()))
              .collect(Collectors.joining("  "))
              .stripTrailing());
    }
  }
}
