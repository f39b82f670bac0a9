package dev.contrail.query.projection;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/** The views through which a projection's live generation is read. */
final class ReadView {

  private static final String COLUMNS =
      """
      select column_name || ' ' || udt_name
      from information_schema.columns
      where table_schema = 'projection' and table_name = ? and column_name <> 'generation'
      order by ordinal_position
      """;

  private final JdbcTemplate jdbc;

  ReadView(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Runs in the caller's transaction; readers see the one or the other, whole. */
  void pointTo(Generation generation) {
    var view = generation.projection();
    point(view, generation, generation.fullName());
    var historyView = view + Generation.HISTORY;
    if (HistoryTable.exists(jdbc, generation)) {
      point(historyView, generation, generation.historyName());
    } else {
      jdbc.execute("drop view if exists projection." + historyView);
    }
  }

  private void point(String view, Generation generation, String table) {
    if (!columns(view).equals(columns(table))) {
      jdbc.execute("drop view if exists projection." + view);
    }
    jdbc.execute(
        "create or replace view projection.%s as select %d as generation, t.* from projection.%s t"
            .formatted(view, generation.number(), table));
  }

  private List<String> columns(String relation) {
    return jdbc.query(COLUMNS, (row, _) -> row.getString(1), relation);
  }
}
