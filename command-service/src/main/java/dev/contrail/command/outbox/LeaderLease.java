package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.LogTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to publish to a destination: an advisory lock on a connection of its own. A heartbeat
 * makes it a lease: the server ends a session that is silent, so that a frozen leader loses it. The
 * same connection listens for what other instances append.
 */
final class LeaderLease implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LeaderLease.class);

  private static final String TRY_LOCK =
      "select pg_try_advisory_lock(hashtext('contrail-relay'), hashtext(?))";

  private final Connection connection;
  private final Duration heartbeat;
  private final WakeUp wakeUp;
  private final Thread thread;
  private volatile boolean held = true;

  private LeaderLease(Connection connection, Duration heartbeat, WakeUp wakeUp) {
    this.connection = connection;
    this.heartbeat = heartbeat;
    this.wakeUp = wakeUp;
    this.thread = Thread.ofVirtual().name("relay-lease").start(this::keep);
  }

  /** Empty if another relay leads. */
  static Optional<LeaderLease> tryAcquire(
      DirectConnections connections, String destination, Duration heartbeat, WakeUp wakeUp)
      throws SQLException {
    var connection = connections.forLease();
    try (var statement = connection.prepareStatement(TRY_LOCK)) {
      statement.setString(1, destination);
      try (var row = statement.executeQuery()) {
        if (row.next() && row.getBoolean(1)) {
          try (var listen = connection.createStatement()) {
            listen.execute("listen " + LogTransaction.CHANNEL);
          }
          return Optional.of(new LeaderLease(connection, heartbeat, wakeUp));
        }
      }
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    connection.close();
    return Optional.empty();
  }

  boolean held() {
    return held;
  }

  private void keep() {
    try {
      var notifications = connection.unwrap(PGConnection.class);
      while (held) {
        var heard = notifications.getNotifications((int) heartbeat.toMillis());
        if (heard != null && heard.length > 0) {
          wakeUp.signal();
        }
        try (var statement = connection.createStatement()) {
          statement.execute("select 1");
        }
      }
    } catch (SQLException e) {
      if (held) {
        log.warn("lost the relay's lease: {}", e.getMessage());
      }
    } finally {
      held = false;
      wakeUp.signal();
    }
  }

  @Override
  public void close() {
    held = false;
    try {
      thread.join(heartbeat.multipliedBy(2));
      connection.close();
    } catch (SQLException e) {
      log.debug("the lease's connection was gone already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
