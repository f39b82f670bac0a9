package dev.contrail.query.projection;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Applies batches in a thread of its own, one at a time, so that the next one can be read and
 * parsed meanwhile. Used by one thread, which settles one batch before it begins another.
 */
final class Applying implements AutoCloseable {

  private final Batches batches;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("building").factory());
  private @Nullable Future<Set<Integer>> begun;

  Applying(Batches batches) {
    this.batches = batches;
  }

  void begin(String topicId, List<Arrival> arrivals) {
    begun = worker.submit(() -> batches.applyArrivals(topicId, arrivals));
  }

  /**
   * Waits for what was begun.
   *
   * @return whether nobody else has moved a partition
   * @throws RuntimeException what was thrown there: nothing was applied
   */
  boolean settle() {
    var last = begun;
    begun = null;
    if (last == null) {
      return true;
    }
    try {
      return last.get().isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Waits: whoever comes next begins at the cursors. */
  @Override
  public void close() {
    worker.close();
  }
}
