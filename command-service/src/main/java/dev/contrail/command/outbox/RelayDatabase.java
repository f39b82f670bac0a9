package dev.contrail.command.outbox;

import com.zaxxer.hikari.HikariDataSource;
import dev.contrail.command.eventstore.DirectConnections;

/**
 * The service's database as the relay sees it, who may do there what a relay does and nothing else.
 *
 * @param pool for what is short
 * @param connections for the lease, and for reading the log
 */
record RelayDatabase(HikariDataSource pool, DirectConnections connections)
    implements AutoCloseable {

  /** The leader's cursor, an operator's request, and whoever looks at metrics. */
  private static final int CONNECTIONS = 3;

  static RelayDatabase besides(HikariDataSource service, OutboxSettings.Database login) {
    var pool = new HikariDataSource();
    service.copyStateTo(pool);
    pool.setPoolName("relay");
    pool.setUsername(login.username());
    pool.setPassword(login.password());
    pool.setMaximumPoolSize(CONNECTIONS);
    pool.setMinimumIdle(1);
    pool.setInitializationFailTimeout(-1);
    return new RelayDatabase(
        pool, new DirectConnections(service.getJdbcUrl(), login.username(), login.password()));
  }

  @Override
  public void close() {
    pool.close();
  }
}
