package dev.contrail.query.projection;

import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code projection_skip}: events that an operator has decided to leave out. */
final class SkipTable {

  private static final String OF = "select position from projection_skip where projection = ?";

  private static final String INSERT =
      """
      insert into projection_skip (projection, position, reason) values (?, ?, ?)
      on conflict do nothing
      """;

  private final JdbcTemplate jdbc;

  SkipTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Positions, in every generation of the projection. */
  Set<Long> of(String projection) {
    return new HashSet<>(jdbc.query(OF, (row, _) -> row.getLong(1), projection));
  }

  void insert(String projection, long position, String reason) {
    jdbc.update(INSERT, projection, position, reason);
  }
}
