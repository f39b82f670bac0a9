package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.LogTransaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to publish to a destination: an advisory lock on a connection of its own. A heartbeat
 * makes it a lease: the server ends a session that is silent, so that a frozen leader loses it, and
 * a leader that wakes knows by its own clock that it has. The same connection listens for what
 * other instances append.
 */
final class LeaderLease implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LeaderLease.class);

  private static final String TRY_LOCK =
      "select pg_try_advisory_lock(hashtext('contrail-relay'), hashtext(?))";

  private final DirectConnections connections;
  private final String destination;
  private final Duration heartbeat;
  private final WakeUp wakeUp;
  private Connection connection;
  private volatile boolean alive = true;
  private volatile long lastBeat = System.nanoTime();
  private @Nullable Thread keeper;

  /**
   * Opens the connection of a candidate, who may then ask for the lease as often as he likes.
   *
   * @param wakeUp signalled when other instances append, and when the lease is lost
   */
  LeaderLease(DirectConnections connections, String destination, Duration heartbeat, WakeUp wakeUp)
      throws SQLException {
    this.connections = connections;
    this.destination = destination;
    this.heartbeat = heartbeat;
    this.wakeUp = wakeUp;
    this.connection = connections.forLease();
  }

  /** False if another relay leads; to be asked at every heartbeat then. */
  boolean tryAcquire() throws SQLException {
    var asked = System.nanoTime();
    try (var statement = connection.prepareStatement(TRY_LOCK)) {
      statement.setString(1, destination);
      try (var row = statement.executeQuery()) {
        if (!row.next() || !row.getBoolean(1)) {
          return false;
        }
      }
    }
    try (var listen = connection.createStatement()) {
      listen.execute("listen " + LogTransaction.CHANNEL);
    }
    lastBeat = asked;
    alive = true;
    // of the platform: a lease must not be lost because requests have pinned all carriers
    keeper = Thread.ofPlatform().daemon().name("relay-lease").start(this::keep);
    return true;
  }

  /**
   * Takes the lease up again on a new connection, where only the session was cut. Whether another
   * relay has led meanwhile, the outbox row tells.
   *
   * @return false if another relay leads
   */
  boolean renew() throws SQLException {
    close();
    connection = connections.forLease();
    return tryAcquire();
  }

  /** Whether nobody else can lead, as far as can be known. */
  boolean held() {
    return alive && !expired();
  }

  /** Whether the server may have given the lease to another because this process was silent. */
  boolean expired() {
    return System.nanoTime() - lastBeat > DirectConnections.FROZEN_AFTER.toNanos();
  }

  private void keep() {
    try {
      var notifications = connection.unwrap(PGConnection.class);
      while (alive) {
        var heard = notifications.getNotifications((int) heartbeat.toMillis());
        if (heard != null && heard.length > 0) {
          wakeUp.signal();
        }
        if (System.nanoTime() - lastBeat > heartbeat.toNanos()) {
          beat();
        }
      }
    } catch (SQLException e) {
      if (alive) {
        log.warn("lost the relay's lease: {}", e.getMessage());
      }
    } finally {
      alive = false;
      wakeUp.signal();
    }
  }

  /** Counts from before the question: the server's patience begins later, and so ends later. */
  private void beat() throws SQLException {
    var asked = System.nanoTime();
    try (var statement = connection.createStatement()) {
      statement.execute("select 1");
    }
    lastBeat = asked;
  }

  @Override
  public void close() {
    alive = false;
    try {
      if (keeper != null) {
        keeper.join(heartbeat.multipliedBy(2));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      connection.close();
    } catch (SQLException e) {
      log.debug("the lease's connection was gone already", e);
    }
  }
}
