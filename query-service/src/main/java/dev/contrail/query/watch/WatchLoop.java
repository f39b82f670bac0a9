package dev.contrail.query.watch;

import dev.contrail.query.projection.Follower;
import dev.contrail.query.watch.Matcher.Log;
import dev.contrail.query.watch.Matcher.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Matches as long as the service runs, or waits until the instance that does stops. */
final class WatchLoop implements SmartLifecycle {

  static final String NAME = "watch";

  private static final Logger log = LoggerFactory.getLogger(WatchLoop.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final WatchDatabase database;
  private final Log journal;
  private final WatchTable table;
  private final Follower follower;
  private final Duration pollInterval;
  private final Counter events;
  private final Counter matches;
  private final Semaphore news = new Semaphore(0);
  private volatile long position;
  private volatile int watches;
  private volatile boolean started;
  private @Nullable Thread thread;

  WatchLoop(
      WatchDatabase database,
      Log journal,
      Follower follower,
      Duration pollInterval,
      MeterRegistry registry) {
    this.database = database;
    this.journal = journal;
    this.table = database.watches();
    this.follower = follower;
    this.pollInterval = pollInterval;
    this.events =
        Counter.builder("contrail.watch.events")
            .description("events held against all watches by this instance")
            .baseUnit("events")
            .register(registry);
    this.matches =
        Counter.builder("contrail.watch.matches")
            .description("matches found by this instance")
            .baseUnit("matches")
            .register(registry);
    Gauge.builder("contrail.watch.watches", this, loop -> loop.watches)
        .description("standing queries")
        .baseUnit("watches")
        .register(registry);
    Gauge.builder("contrail.watch.lag", this, loop -> journal.prefix().reached() - loop.position)
        .description("events that are in the journal and not yet matched")
        .baseUnit("events")
        .register(registry);
  }

  /** From any thread: there may be something to match. */
  void awaken() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  @Override
  public void start() {
    started = true;
    thread = Thread.ofVirtual().name("watches").start(this::run);
  }

  private void run() {
    while (started) {
      try (var matcher = new Matcher(database, journal, this::tell)) {
        table.createCursor();
        match(matcher);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) { // what the matcher knows may be wrong now; a new one asks
        if (started) {
          log.error("cannot match after position {}, trying again", position, e);
        }
        pause(PAUSE);
      }
    }
  }

  private void match(Matcher matcher) throws InterruptedException {
    while (started) {
      news.drainPermits();
      var step = matcher.step();
      count(step);
      watches = Math.max(watches, matcher.watches());
      if (!step.more() && !news.tryAcquire(pollInterval.toMillis(), TimeUnit.MILLISECONDS)) {
        watches = table.count();
      }
    }
  }

  private void tell(long reached) {
    follower.tell(database.jdbc(), NAME, reached);
  }

  private void count(Step step) {
    events.increment(step.events());
    matches.increment(step.matches());
    table
        .cursor()
        .filter(cursor -> cursor.position() != position)
        .ifPresent(cursor -> {
          position = cursor.position();
          follower.reached(NAME, position);
        });
  }

  private void pause(Duration time) {
    try {
      news.drainPermits();
      news.tryAcquire(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      started = false;
    }
  }

  @Override
  public void stop() {
    started = false;
    news.release();
    try {
      if (thread != null) {
        thread.join(PATIENCE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  /** Like the runners: before requests are served, and until they are all answered. */
  @Override
  public int getPhase() {
    return 0;
  }
}
