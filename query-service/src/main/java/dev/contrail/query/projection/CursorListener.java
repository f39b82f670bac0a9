package dev.contrail.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Hears from the database how far other instances have come, and reads it there while a request
 * waits, should a notification be lost.
 */
final class CursorListener implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(CursorListener.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final RunnerDatabase database;
  private final News news;
  private final Duration pollInterval;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean started;

  CursorListener(RunnerDatabase database, News news, Duration pollInterval) {
    this.database = database;
    this.news = news;
    this.pollInterval = pollInterval;
  }

  @Override
  public void start() {
    started = true;
    Thread.ofVirtual().name("cursor-listener").start(this::run);
  }

  private void run() {
    var failing = false;
    while (isRunning()) {
      try (var connection = database.connect()) {
        failing = false;
        listen(connection);
      } catch (SQLException | RuntimeException e) {
        if (!failing && isRunning()) {
          log.warn("cannot hear from the database now, trying again: {}", e.toString());
        }
        failing = true;
        news.progress().deaf();
        pause();
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    new JdbcTemplate(new SingleConnectionDataSource(connection, true))
        .execute("listen " + CursorNotice.CHANNEL);
    news.progress().hearing();
    news.refresh();
    var postgres = connection.unwrap(PGConnection.class);
    var refreshed = System.nanoTime();
    while (isRunning()) {
      var heard = postgres.getNotifications((int) pollInterval.toMillis());
      if (heard != null) {
        for (var notification : heard) {
          hear(notification);
        }
      }
      if (news.progress().isWaitedFor() && System.nanoTime() - refreshed > pollInterval.toNanos()) {
        news.refresh();
        refreshed = System.nanoTime();
      }
    }
  }

  private void hear(PGNotification notification) {
    var notice = CursorNotice.parse(notification.getParameter());
    if (notice.complete()) {
      news.advanced(notice.projection(), notice.reached(), notice.parkedHaveChanged());
    } else {
      news.refresh();
    }
  }

  private void pause() {
    try {
      if (stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        started = false;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      started = false;
    }
  }

  @Override
  public void stop() {
    started = false;
    stopping.countDown();
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  /** Before requests are served, and until they are all answered. */
  @Override
  public int getPhase() {
    return 0;
  }
}
