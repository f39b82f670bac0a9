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

  private final AtomicLong events = new AtomicLong();
  private final AtomicLong foreign = new AtomicLong();
  private final AtomicReference<@Nullable String> lastError = new AtomicReference<>();
  private volatile boolean assigned;

  /** The consumers have been told their partitions, which may be none. */
  void assigned() {
    assigned = true;
  }

  boolean isAssigned() {
    return assigned;
  }

  void applied(int count) {
    events.addAndGet(count);
  }

  void foreign(List<String> reasons, Generation generation) {
    if (!reasons.isEmpty() && foreign.getAndAdd(reasons.size()) == 0) {
      log.warn(
          "{}: passing over records that are no events of ours, the first because: {}",
          generation.fullName(),
          reasons.getFirst());
    }
  }

  void succeeded() {
    lastError.set(null);
  }

  /** Whether this is the first failure since the last success. */
  boolean failed(Exception e) {
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
