package dev.contrail.query.pool;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * A pool that refuses a request at once where one more would wait than may. Without it an overload
 * lets all of them wait until most have waited in vain, and what is done by then is late. Work that
 * no client waits for, such as that of watches and live views, takes its turn in the queue.
 */
final class BoundedPool extends DelegatingDataSource {

  private final HikariDataSource pool;
  private final int maxWaiting;

  BoundedPool(HikariDataSource pool, int maxWaiting) {
    super(pool);
    this.pool = pool;
    this.maxWaiting = maxWaiting;
  }

  /**
   * A connection, perhaps after a wait.
   *
   * @throws SQLTransientConnectionException if too many wait, or the wait was too long
   */
  @Override
  public Connection getConnection() throws SQLException {
    var running = pool.getHikariPoolMXBean();
    if (running != null
        && running.getThreadsAwaitingConnection() >= maxWaiting
        && RequestContextHolder.getRequestAttributes() != null) {
      throw new SQLTransientConnectionException(
          "%d callers wait for one of %d connections"
              .formatted(running.getThreadsAwaitingConnection(), running.getTotalConnections()));
    }
    return pool.getConnection();
  }
}
