package dev.contrail.query.projection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks how old the oldest event is that a projection has not applied, whichever instance folds it
 * and whatever keeps it: so it reads the topic at the cursors itself.
 */
final class LagWatch implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(LagWatch.class);

  /** After so many intervals without a look it is not known whether anything waits. */
  private static final int BLIND_INTERVALS = 10;

  /** However short they are: a look takes its time. */
  private static final Duration LOOK_PATIENCE = Duration.ofSeconds(5);

  private final CursorTable cursors;
  private final Projections projections;
  private final RunnerFactory factory;
  private final Duration interval;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("lag-watch").factory());
  private volatile Map<String, Instant> oldest = Map.of();
  private volatile Instant lookedAt;
  private volatile boolean started;
  private @Nullable TopicProbe probe;

  LagWatch(RunnerFactory factory, Projections projections, Duration interval, Clock clock) {
    this.cursors = new CursorTable(factory.database().jdbc());
    this.projections = projections;
    this.factory = factory;
    this.interval = interval;
    this.clock = clock;
    this.lookedAt = clock.instant();
  }

  /** When the oldest event was recorded that is not applied, as of the last look. */
  @Nullable Instant oldest(String projection) {
    return oldest.get(projection);
  }

  /**
   * Seconds since then; 0 if nothing waits. While the topic cannot be looked at, there may be
   * something that has waited since the last look.
   */
  double seconds(String projection) {
    var since = oldest.get(projection);
    var waiting = since == null ? Duration.ZERO : Duration.between(since, clock.instant());
    var blind = blind();
    return Math.max(0, (waiting.compareTo(blind) > 0 ? waiting : blind).toMillis()) / 1e3;
  }

  /** For how long the topic could not be looked at; zero if it can. */
  Duration blind() {
    var silent = Duration.between(lookedAt, clock.instant());
    var isBlind =
        silent.compareTo(interval.multipliedBy(BLIND_INTERVALS)) > 0
            && silent.compareTo(LOOK_PATIENCE) > 0;
    return isBlind ? silent : Duration.ZERO;
  }

  private void look() {
    try {
      var topicId = projections.topicId();
      if (topicId != null) {
        var found = new HashMap<String, Instant>();
        for (var live : cursors.readLive().entrySet()) {
          var event = probe().oldest(topicId, live.getValue());
          if (event != null) {
            found.put(live.getKey(), event);
          }
        }
        oldest = Map.copyOf(found);
        lookedAt = clock.instant();
      }
    } catch (RuntimeException e) { // the watch must survive
      if (started) {
        log.warn("cannot look how old the oldest event is that waits: {}", e.toString());
      }
    }
  }

  private TopicProbe probe() {
    if (probe == null) {
      probe = factory.probe();
    }
    return probe;
  }

  @Override
  public void start() {
    started = true;
    timer.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void stop() {
    started = false;
    timer.execute(() -> {
      if (probe != null) {
        probe.close();
      }
    });
    timer.shutdown(); // not waited for: a broker or a database that is away may hold a look
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  /** With the projections. */
  @Override
  public int getPhase() {
    return 0;
  }
}
