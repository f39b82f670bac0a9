package dev.contrail.query.watch;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.contrail.query.journal.JournalEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what watches have matched, with the events from the journal. */
final class MatchReader {

  private static final String FIND =
      """
      select m.window_key, m.alert, j.position, j.stream_id, j.stream_version, j.type,
        j.type_version, j.data, j.metadata, j.command_id, j.command_index, j.recorded_at, j.hash
      from watch_match m
      join projection.journal j on j.cell = :cell and j.position = m.position
      where m.watch = :watch and m.position > :after
      """;

  private static final String ORDER = "order by m.position limit :limit";

  /**
   * A match as it is shown.
   *
   * @param alert whether a window became full with it
   * @param key what the window counts by, JSON; null if the watch has no window
   */
  record Shown(boolean alert, @JsonRawValue @Nullable String key, JournalEvent event) {}

  private final JdbcClient jdbc;
  private final String cell;

  MatchReader(JdbcClient jdbc, String cell) {
    this.jdbc = jdbc;
    this.cell = cell;
  }

  /**
   * In the order of their positions.
   *
   * @param after position before the first one wanted
   */
  List<Shown> find(UUID watch, boolean alertsOnly, long after, int limit) {
    return jdbc.sql(FIND + (alertsOnly ? "and m.alert\n" : "") + ORDER)
        .param("cell", cell)
        .param("watch", watch)
        .param("after", after)
        .param("limit", limit)
        .query(MatchReader::shown)
        .list();
  }

  private static Shown shown(ResultSet row, int number) throws SQLException {
    return new Shown(
        row.getBoolean("alert"), row.getString("window_key"), JournalEvent.of(row, number));
  }
}
