package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.LogPages;
import dev.contrail.command.eventstore.LogPages.Page;
import dev.contrail.command.outbox.RelayRefused.Verdict;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The log from a position on, page by page; a backlog is read ahead on a thread of its own. */
final class LogFeed implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 5;

  private final LogPages pages;
  private final int batch;
  private final ExecutorService ahead =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("relay-reader").factory());
  private long readAfter;
  private @Nullable Future<Page> next;

  LogFeed(LogPages pages, long readAfter, int batch) {
    this.pages = pages;
    this.readAfter = readAfter;
    this.batch = batch;
  }

  /** The next events; empty at the end of the log. */
  Page next() throws SQLException, InterruptedException {
    var page = next == null ? pages.after(readAfter, batch) : await(next);
    next = null;
    if (!page.events().isEmpty()) {
      checkDense(page.events().getFirst().position());
      readAfter = page.events().getLast().position();
    }
    if (page.complete()) {
      var from = readAfter;
      next = ahead.submit(() -> pages.after(from, batch));
    }
    return page;
  }

  private void checkDense(long first) {
    if (first != readAfter + 1) {
      throw new RelayRefused(
          Verdict.CANNOT_PUBLISH,
          "position %d is missing from the log: verify it, and restore it"
              .formatted(readAfter + 1));
    }
  }

  private static Page await(Future<Page> page) throws SQLException, InterruptedException {
    try {
      return page.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SQLException cause ? cause : new SQLException(e.getCause());
    }
  }

  @Override
  public void close() throws SQLException {
    ahead.shutdown();
    try {
      ahead.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    pages.close();
  }
}
