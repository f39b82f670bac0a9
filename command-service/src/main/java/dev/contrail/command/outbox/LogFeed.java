package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.LogPages;
import dev.contrail.command.outbox.Chain.Links;
import dev.contrail.command.outbox.RelayRefused.Verdict;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The log from a position on, page by page, as records. While there is a backlog, the next page is
 * read and linked on a thread of its own while the last one is sent.
 */
final class LogFeed implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 5;

  private final LogPages pages;
  private final Chain chain;
  private final int batch;
  private final ExecutorService ahead =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("relay-reader").factory());
  private long readAfter;
  private @Nullable Future<Links> next;

  LogFeed(LogPages pages, Chain chain, long readAfter, int batch) {
    this.pages = pages;
    this.chain = chain;
    this.readAfter = readAfter;
    this.batch = batch;
  }

  /** The next part of the log; without records, and at the same position, at its end. */
  Links next() throws SQLException, InterruptedException {
    var links = next == null ? read(readAfter) : await(next);
    next = null;
    readAfter = links.position();
    if (links.more()) {
      var from = readAfter;
      next = ahead.submit(() -> read(from));
    }
    return links;
  }

  private Links read(long from) throws SQLException {
    var page = pages.after(from, batch);
    if (!page.events().isEmpty() && page.events().getFirst().position() != from + 1) {
      throw new RelayRefused(
          Verdict.CANNOT_PUBLISH,
          "position %d is missing from the log: verify it, and restore it".formatted(from + 1));
    }
    return chain.next(from, page.events(), page.complete());
  }

  private static Links await(Future<Links> links) throws SQLException, InterruptedException {
    try {
      return links.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case SQLException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
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
