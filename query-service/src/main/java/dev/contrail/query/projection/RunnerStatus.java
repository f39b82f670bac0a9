package dev.contrail.query.projection;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is to be known of a runner besides its cursors. Safe for use by many threads. */
final class RunnerStatus {

  private static final Logger log = LoggerFactory.getLogger(RunnerStatus.class);

  private static final long SAMPLE_NANOS = 1_000_000_000L;
  private static final long SILENCE_NANOS = 5_000_000_000L;

  private final AtomicLong events = new AtomicLong();
  private final AtomicLong foreign = new AtomicLong();
  private final AtomicReference<@Nullable String> lastError = new AtomicReference<>();
  private volatile boolean assigned;
  private volatile Sample sample = new Sample(System.nanoTime(), 0, 0);

  private record Sample(long at, long events, long rate) {}

  /** The consumers have been told their partitions, which may be none. */
  void assigned() {
    assigned = true;
  }

  boolean isAssigned() {
    return assigned;
  }

  void applied(int count) {
    events.addAndGet(count);
    var before = sample;
    var now = System.nanoTime();
    if (now - before.at() > SAMPLE_NANOS) {
      var applied = events.get();
      var rate = (applied - before.events()) * 1_000_000_000L / (now - before.at());
      sample = new Sample(now, applied, rate);
    }
  }

  /** Events a second of late. */
  long rate() {
    var last = sample;
    var silent = System.nanoTime() - last.at();
    return silent < SILENCE_NANOS
        ? last.rate()
        : (events.get() - last.events()) * 1_000_000_000L / silent;
  }

  void foreign(List<Step.Foreign<?, ?>> records, Generation generation) {
    if (!records.isEmpty() && foreign.getAndAdd(records.size()) == 0) {
      log.warn(
          "{}: passing over records that are no events of ours, the first because: {}",
          generation.fullName(),
          records.getFirst().reason());
    }
  }

  void succeeded() {
    lastError.set(null);
  }

  /** Whether this is the first failure since the last success. */
  boolean failed(Throwable e) {
    return lastError.getAndSet(e.toString()) == null;
  }

  /** Why nothing can be applied at the moment, null if it can. */
  @Nullable String lastError() {
    return lastError.get();
  }

  /** Events that concerned rows, applied since the start. */
  long events() {
    return events.get();
  }

  /** Records passed over since the start because they are no events of ours. */
  long foreign() {
    return foreign.get();
  }
}
