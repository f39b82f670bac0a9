package dev.contrail.query.projection;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table {@code projection_skip}: events that an operator has decided to leave out. All methods
 * run in the caller's transaction; one that changes something holds all cursors of the projection
 * and ends with {@link #changed}.
 */
final class SkipTable {

  private static final String OF =
      """
      select position, reason, skipped_at
      from projection_skip
      where projection = ?
      order by position
      """;

  private static final String INSERT =
      """
      insert into projection_skip (projection, position, reason) values (?, ?, ?)
      on conflict do nothing
      """;

  private static final String DELETE =
      "delete from projection_skip where projection = ? and position = ?";

  private static final String CHANGED =
      "update projection_cursor set skips = skips + 1 where generation = ?";

  /** An event that is left out. */
  record Skipped(long position, String reason, Instant skippedAt) {}

  private final JdbcTemplate jdbc;

  SkipTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** All of a projection, in every generation of it. */
  List<Skipped> all(String projection) {
    return jdbc.query(
        OF,
        (row, _) ->
            new Skipped(
                row.getLong("position"),
                row.getString("reason"),
                row.getObject("skipped_at", OffsetDateTime.class).toInstant()),
        projection);
  }

  /** Their positions. */
  Set<Long> of(String projection) {
    return all(projection).stream().map(Skipped::position).collect(Collectors.toSet());
  }

  void insert(String projection, long position, String reason) {
    jdbc.update(INSERT, projection, position, reason);
  }

  /** Whether it was skipped. */
  boolean delete(String projection, long position) {
    return jdbc.update(DELETE, projection, position) == 1;
  }

  /** The generation's next batch, in whatever instance, reads the table again. */
  void changed(Generation generation) {
    jdbc.update(CHANGED, generation.fullName());
  }
}
