package dev.contrail.command.eventstore;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * Connections past any pool and any transaction pooler, for the few that hold a lock of their own.
 *
 * @param url a PostgreSQL JDBC URL
 */
public record DirectConnections(String url, String user, String password) {

  /** How long a frozen instance can hold the log's lock, or a relay its lease. */
  public static final Duration FROZEN_AFTER = Duration.ofSeconds(5);

  /** Longer, so that those who wait for a frozen holder do not go down with it. */
  private static final Duration WAITING_AT_MOST = Duration.ofSeconds(15);

  private static final Duration SERVER_SILENT = Duration.ofSeconds(20);

  /**
   * A new table has no statistics, and a plan made then is kept: without this the log's look-ups
   * are sequential scans until the table is analysed. With it every plan is as good as any, so none
   * is made again; a generic plan's estimate would have short look-ups compiled on a large log.
   */
  public static final String INDEX_PLANS_ONLY =
      "-c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off"
          + " -c enable_bitmapscan=off -c plan_cache_mode=force_generic_plan -c jit=off";

  /** For the sequencer: READ COMMITTED, no auto-commit, index plans, bounded lock. */
  public Connection forAppending() throws SQLException {
    var connection =
        open(
            "contrail-sequencer",
            INDEX_PLANS_ONLY
                + " -c idle_in_transaction_session_timeout="
                + FROZEN_AFTER.toMillis()
                + " -c transaction_timeout="
                + WAITING_AT_MOST.toMillis());
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return connection;
  }

  /** For a lock that is held as long as its holder sends something now and then. */
  public Connection forLease() throws SQLException {
    return open("contrail-lease", "-c idle_session_timeout=" + FROZEN_AFTER.toMillis());
  }

  /**
   * For reading the log page by page: index plans, and no auto-commit, so that a page comes in
   * parts.
   */
  public Connection forReading() throws SQLException {
    var connection =
        open(
            "contrail-reader",
            INDEX_PLANS_ONLY
                + " -c idle_in_transaction_session_timeout="
                + FROZEN_AFTER.toMillis());
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    return connection;
  }

  /** For an operator's long transaction: no auto-commit, index plans, as long as it takes. */
  public Connection forOperating() throws SQLException {
    var connection = open("contrail-operator", INDEX_PLANS_ONLY, Duration.ZERO);
    connection.setAutoCommit(false);
    return connection;
  }

  private Connection open(String name, String options) throws SQLException {
    return open(name, options, SERVER_SILENT);
  }

  private Connection open(String name, String options, Duration silence) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", name);
    properties.setProperty("options", options);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", Long.toString(silence.toSeconds()));
    return DriverManager.getConnection(url, properties);
  }
}
