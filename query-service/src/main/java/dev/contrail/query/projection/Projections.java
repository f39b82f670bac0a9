package dev.contrail.query.projection;

import dev.contrail.query.projection.TopicWatch.Sight;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts and stops all projections, and keeps an eye on the topic: nothing is read from one with
 * another number of partitions, and one that was made anew is read from its beginning. Looks at the
 * generations too: which there are and which are to be built may change at any time.
 */
final class Projections implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Projections.class);

  private final RunnerFactory factory;
  private final Generations generations;
  private final Fleet fleet;
  private final Rebuilds rebuilds;
  private final TopicWatch watch;
  private final DeadLetters deadLetters;
  private final ProjectionSettings settings;
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("topic-watch").factory());
  private volatile boolean started;
  private volatile @Nullable Sight sight;
  private volatile @Nullable String trouble;

  Projections(
      RunnerFactory factory,
      RebuildWork work,
      TopicWatch watch,
      DeadLetters deadLetters,
      ProjectionSettings settings) {
    this.factory = factory;
    this.generations = work.generations();
    this.fleet = new Fleet(factory);
    this.rebuilds = new Rebuilds(factory, work);
    this.watch = watch;
    this.deadLetters = deadLetters;
    this.settings = settings;
  }

  /**
   * @throws IllegalStateException if the topic or the tables are not what this service needs
   */
  @Override
  public void start() {
    factory.projections().values().forEach(generations::ensure);
    look();
    if (sight != null && trouble != null) {
      throw new IllegalStateException(trouble);
    }
    started = true;
    var pause = settings.watchInterval().toMillis();
    watcher.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    if (watcher.isShutdown()) {
      return;
    }
    try {
      var seen = watch.look();
      var before = sight;
      sight = seen;
      if (seen.partitions() == watch.partitions()) {
        trouble = null;
        read(seen.topicId(), before);
        deadLetters.sendSoon();
      } else {
        refuse(seen);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) { // the watch must survive
      log.warn("cannot look at topic and generations now: {}", e.toString());
    }
  }

  private void read(String topicId, @Nullable Sight before) {
    if (before != null && !before.topicId().equals(topicId)) {
      log.warn("the topic was made anew, reading it from its beginning");
      rebuilds.stop();
      fleet.stop();
    }
    fleet.adjust(topicId, generations.all(), factory.control().all());
    rebuilds.takeUp(topicId);
  }

  private void refuse(Sight seen) {
    var reason =
        "the topic has %d partitions and contrail.topic.partitions says %d: nothing is read from it"
            .formatted(seen.partitions(), watch.partitions());
    if (!reason.equals(trouble)) {
      log.error(reason);
    }
    trouble = reason;
    rebuilds.stop();
    fleet.stop();
  }

  /** Looks at once: something has been changed. */
  void lookNow() {
    if (started) {
      watcher.execute(this::look);
    }
  }

  /** All there are, whether this instance folds them or not. */
  Set<String> names() {
    return new TreeSet<>(factory.projections().keySet());
  }

  /** Of the topic that is read, null before it was seen. */
  @Nullable String topicId() {
    var seen = sight;
    return seen == null ? null : seen.topicId();
  }

  Fleet fleet() {
    return fleet;
  }

  /** The runner of the live generation, empty if this instance does not fold it. */
  Optional<Runner> liveRunner(String projection) {
    return fleet.liveRunner(projection);
  }

  /** Why nothing is read from the topic, null if all is well. */
  @Nullable String trouble() {
    return sight == null ? "the topic has not been seen yet" : trouble;
  }

  /** Why not every projection has been told its partitions; empty once each has. */
  List<String> unassigned() {
    if (!started || sight == null) {
      return List.of("the topic has not been seen yet");
    }
    return fleet.unassigned().stream()
        .map(name -> name + ": the broker has not said which partitions it reads")
        .toList();
  }

  /** Records between a runner's cursors and the ends of its partitions. */
  long lag(Runner runner) {
    var seen = sight;
    if (seen == null) {
      return 0;
    }
    return runner.states().entrySet().stream()
        .mapToLong(entry -> seen.lag(entry.getKey(), entry.getValue().cursor()))
        .sum();
  }

  /** Records between cursors and the ends of their partitions. */
  long lag(Map<Integer, Cursor> cursors) {
    var seen = sight;
    if (seen == null) {
      return 0;
    }
    return cursors.entrySet().stream()
        .mapToLong(entry -> seen.lag(entry.getKey(), entry.getValue()))
        .sum();
  }

  @Override
  public void stop() {
    started = false;
    watcher.shutdown(); // no interrupt: it would cut the connection it is using
    synchronized (this) {
      rebuilds.stop();
      fleet.stop();
    }
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
