package dev.contrail.command.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads a destination's backlog, at most once a second however often it is asked. */
final class BacklogReader {

  private static final Duration FRESH = Duration.ofSeconds(1);

  private static final String READ =
      """
      select coalesce(o.position, 0) as position, coalesce(o.epoch, 0) as epoch,
        coalesce((select e.position from event e order by e.position desc limit 1), 0) as head,
        (select e.recorded_at from event e where e.position = coalesce(o.position, 0) + 1) as oldest
      from (values (:destination)) as asked(destination)
      left join outbox o on o.destination = asked.destination
      """;

  private final JdbcClient jdbc;
  private final String destination;
  private final Clock clock;
  private @Nullable Backlog last;
  private long readAt;

  BacklogReader(DataSource dataSource, String destination, Clock clock) {
    this.jdbc = JdbcClient.create(dataSource);
    this.destination = destination;
    this.clock = clock;
  }

  /**
   * @throws DataAccessException if the database does not answer
   */
  synchronized Backlog read() {
    var now = System.nanoTime();
    var known = last;
    if (known == null || now - readAt > FRESH.toNanos()) {
      known =
          jdbc.sql(READ).param("destination", destination).query((row, n) -> backlog(row)).single();
      last = known;
      readAt = now;
    }
    return known;
  }

  private Backlog backlog(ResultSet row) throws SQLException {
    var oldest = row.getObject("oldest", OffsetDateTime.class);
    var age =
        oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), clock.instant());
    return new Backlog(
        row.getLong("position"),
        row.getLong("head"),
        row.getLong("epoch"),
        age.isNegative() ? Duration.ZERO : age);
  }
}
