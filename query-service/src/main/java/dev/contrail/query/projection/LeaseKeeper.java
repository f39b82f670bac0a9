package dev.contrail.query.projection;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prolongs the lease of a rebuild for as long as this is open: some of its steps, such as making an
 * index or comparing tables, take far longer than a lease.
 */
final class LeaseKeeper implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LeaseKeeper.class);

  private final RebuildWork work;
  private final Generation generation;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("lease").factory());

  LeaseKeeper(RebuildWork work, Generation generation) {
    this.work = work;
    this.generation = generation;
    var pause = work.lease().dividedBy(5).toMillis();
    timer.scheduleWithFixedDelay(this::prolong, pause, pause, TimeUnit.MILLISECONDS);
  }

  /** Whoever works finds out by itself if the lease is lost. */
  private void prolong() {
    try {
      work.holds(generation);
    } catch (RuntimeException e) {
      log.warn("{}: cannot prolong the lease now: {}", generation.fullName(), e.toString());
    }
  }

  @Override
  public void close() {
    timer.close(); // waits: a lease must not be taken again after it was given back
  }
}
