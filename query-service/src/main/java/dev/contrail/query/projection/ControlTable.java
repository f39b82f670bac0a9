package dev.contrail.query.projection;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code projection_control}: what operators want of projections. */
final class ControlTable {

  private static final String ALL = "select projection, paused, retries from projection_control";

  private static final String PAUSE =
      """
      insert into projection_control (projection, paused) values (?, ?)
      on conflict (projection) do update set paused = excluded.paused
      """;

  private static final String RETRY =
      """
      insert into projection_control (projection, retries) values (?, 1)
      on conflict (projection) do update set retries = projection_control.retries + 1
      """;

  /**
   * What is wanted of one.
   *
   * @param retries counted up to have it begin again at its cursors
   */
  record Control(boolean paused, long retries) {

    static final Control NONE = new Control(false, 0);
  }

  private final JdbcTemplate jdbc;

  ControlTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** By projection, those of which anything was ever wanted. */
  Map<String, Control> all() {
    var all = new HashMap<String, Control>();
    jdbc.query(
        ALL,
        row -> {
          all.put(row.getString(1), new Control(row.getBoolean(2), row.getLong(3)));
        });
    return all;
  }

  void pause(String projection, boolean paused) {
    jdbc.update(PAUSE, projection, paused);
  }

  void retry(String projection) {
    jdbc.update(RETRY, projection);
  }
}
