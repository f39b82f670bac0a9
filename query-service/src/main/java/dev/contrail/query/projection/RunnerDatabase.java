package dev.contrail.query.projection;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The runners' own connections, apart from those that serve requests. They may use nothing but
 * plain index scans: a new table has no statistics, and a sequential scan planned for it would be
 * kept while it grows.
 */
final class RunnerDatabase implements AutoCloseable {

  private static final String OPTIONS =
      "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off"
          + " -c idle_in_transaction_session_timeout=15s";

  private final JdbcConnectionDetails details;
  private final HikariDataSource pool;
  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final TransactionOperations apart;

  /**
   * @param connections at most this many at once
   */
  RunnerDatabase(JdbcConnectionDetails details, int connections) {
    this.details = details;
    var config = new HikariConfig();
    config.setPoolName("runners");
    config.setJdbcUrl(details.getJdbcUrl());
    config.setUsername(details.getUsername());
    config.setPassword(details.getPassword());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setInitializationFailTimeout(-1); // the database may come later than we do
    config.setConnectionTimeout(5_000);
    networkLimits().forEach((key, value) -> config.addDataSourceProperty((String) key, value));
    config.addDataSourceProperty("options", OPTIONS);
    this.pool = new HikariDataSource(config);
    this.jdbc = new JdbcTemplate(pool);
    var manager = new JdbcTransactionManager(pool);
    this.transactions = new TransactionTemplate(manager);
    var requiresNew = new TransactionTemplate(manager);
    requiresNew.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.apart = requiresNew;
  }

  /** A database that went away without a word is noticed within these seconds. */
  private static Properties networkLimits() {
    var limits = new Properties();
    limits.setProperty("tcpKeepAlive", "true");
    limits.setProperty("connectTimeout", "5");
    limits.setProperty("socketTimeout", "60");
    return limits;
  }

  JdbcTemplate jdbc() {
    return jdbc;
  }

  TransactionOperations transactions() {
    return transactions;
  }

  /** Transactions on a connection of their own, also within another one. */
  TransactionOperations transactionsApart() {
    return apart;
  }

  /**
   * Transactions apart that write a table nobody reads yet: if the server crashes, it may take back
   * the last of them, but each as a whole, cursor and rows.
   */
  TransactionOperations transactionsOfBuilding() {
    return new TransactionOperations() {
      @Override
      public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        return apart.execute(status -> {
          jdbc.execute("set local synchronous_commit = off");
          return action.doInTransaction(status);
        });
      }
    };
  }

  /** A connection of its own, not from the pool: one to listen on. */
  Connection connect() throws SQLException {
    return connect(networkLimits());
  }

  /** The same for statements that may take as long as they need. */
  Connection connectForLong() throws SQLException {
    var limits = networkLimits();
    limits.remove("socketTimeout");
    return connect(limits);
  }

  /** Runs statements that may take as long as they need, each a transaction. */
  void forLong(Consumer<JdbcTemplate> statements) {
    try (var connection = connectForLong()) {
      statements.accept(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
    } catch (SQLException e) {
      throw new IllegalStateException("cannot reach the database", e);
    }
  }

  private Connection connect(Properties properties) throws SQLException {
    properties.setProperty("user", details.getUsername());
    properties.setProperty("password", details.getPassword());
    return DriverManager.getConnection(details.getJdbcUrl(), properties);
  }

  @Override
  public void close() {
    pool.close();
  }
}
