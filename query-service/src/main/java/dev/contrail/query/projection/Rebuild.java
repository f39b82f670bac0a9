package dev.contrail.query.projection;

import dev.contrail.query.projection.RebuildTable.State;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Builds one generation beside the live one, compares them, and switches. Whatever it has done is
 * in the tables, so that another instance goes on with it once this one's lease is over.
 */
final class Rebuild implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(Rebuild.class);
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final JsonMapper JSON = new JsonMapper();

  private final Rebuilt request;
  private final List<String> keys;
  private final RebuildWork work;
  private final Supplier<Building> opened;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private long noted = System.nanoTime();
  private long notedRecords = -1;
  private @Nullable String error;

  /**
   * @param keys the columns of the table's key
   * @param opened begins where the generation's cursors are
   */
  Rebuild(Rebuilt request, List<String> keys, RebuildWork work, Supplier<Building> opened) {
    this.request = request;
    this.keys = keys;
    this.work = work;
    this.opened = opened;
  }

  private Generation generation() {
    return request.generation();
  }

  void stop() {
    stopping.countDown();
  }

  @Override
  public void run() {
    try {
      work();
    } catch (RuntimeException e) { // without the database there is no lease; it is asked for again
      log.warn(
          "{}: the rebuild is left to whoever comes: {}", generation().fullName(), e.toString());
    }
  }

  private void work() {
    try (var _ = new LeaseKeeper(work, generation())) {
      whileHeld();
    }
    work.release(generation());
  }

  private void whileHeld() {
    while (work.holds(generation()) && !isStopping(Duration.ZERO)) {
      try {
        var state = work.rebuilds().of(generation()).map(Rebuilt::state).orElse(State.ABANDONED);
        switch (state) {
          case BUILDING -> build();
          case SWITCHING -> work.switchTo(generation());
          case HELD, SWITCHED, AUDITED, ABANDONED -> stop();
        }
      } catch (DroppedGenerationException e) {
        stop();
      } catch (RuntimeException | Error e) { // whatever it is, it is tried again
        failed(e);
        isStopping(PAUSE);
      }
    }
  }

  private void build() {
    try (var building = opened.get()) {
      while (!isStopping(Duration.ZERO)) {
        var near = building.step();
        if (isNotingDue() && !note(building)) {
          return;
        }
        if (near && finish(building)) {
          return;
        }
      }
    }
  }

  private boolean isNotingDue() {
    return System.nanoTime() - noted > work.lease().dividedBy(5).toNanos();
  }

  /** Whether the lease is still ours. */
  private boolean note(Building building) {
    var now = System.nanoTime();
    var folded = building.folded();
    var records = notedRecords < 0 ? 0 : folded - notedRecords;
    var rate = records * 1_000_000_000L / Math.max(1, now - noted);
    noted = now;
    notedRecords = folded;
    work.rebuilds().note(generation(), Math.max(0, rate), building.trouble());
    building.retry();
    return work.holds(generation());
  }

  private boolean finish(Building building) {
    var difference = building.compare(work.generations(), keys, request.expected());
    if (difference == null) {
      return false;
    }
    log.info(
        "{} has come as far as the live generation: {} rows added, {} removed, {} changed, {} changed"
            + " as expected",
        generation().fullName(),
        difference.added(),
        difference.removed(),
        difference.changed(),
        difference.changedAsExpected());
    work.built(request, stateAfter(difference), JSON.writeValueAsString(difference));
    return true;
  }

  private State stateAfter(Difference difference) {
    if (request.dryRun()) {
      return State.AUDITED;
    }
    return request.expected() == null || difference.isAsExpected() ? State.SWITCHING : State.HELD;
  }

  private void failed(Throwable e) {
    var reason = e instanceof Error ? e.toString() : String.valueOf(e.getMessage());
    if (!reason.equals(error)) {
      error = reason;
      log.warn("{}: cannot go on now, trying again: {}", generation().fullName(), e.toString());
      work.tryToNote(generation(), reason);
    }
  }

  private boolean isStopping(Duration within) {
    try {
      return stopping.await(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
