package dev.contrail.query.personal;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Apart from those of requests, which wait for a key with a connection and a snapshot in hand. */
final class KeyConnections implements AutoCloseable {

  private static final int CONNECTIONS = 2;
  private static final int PATIENCE_MS = 3_000;

  private final HikariDataSource pool;

  KeyConnections(JdbcConnectionDetails details) {
    var config = new HikariConfig();
    config.setPoolName("keys");
    config.setJdbcUrl(details.getJdbcUrl());
    config.setUsername(details.getUsername());
    config.setPassword(details.getPassword());
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setInitializationFailTimeout(-1); // the database may come later than we do
    config.setConnectionTimeout(PATIENCE_MS);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", "5");
    config.addDataSourceProperty("socketTimeout", "20");
    this.pool = new HikariDataSource(config);
  }

  HikariDataSource pool() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
