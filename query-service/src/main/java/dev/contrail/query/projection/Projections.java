package dev.contrail.query.projection;

import dev.contrail.query.projection.TopicWatch.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * Starts and stops all projections, and keeps an eye on the topic: nothing is read from one with
 * another number of partitions, and one that was made anew is read from its beginning.
 */
final class Projections implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Projections.class);

  /** A runner with its consumers. */
  record Running(Runner runner, ConcurrentMessageListenerContainer<String, byte[]> container) {}

  private final RunnerFactory factory;
  private final TopicWatch watch;
  private final int partitions;
  private final ProjectionSettings settings;
  private final List<Running> running = new ArrayList<>();
  private final ScheduledExecutorService watcher =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("topic-watch").factory());
  private volatile boolean started;
  private volatile @Nullable Sight sight;
  private volatile @Nullable String trouble;

  Projections(
      RunnerFactory factory, TopicWatch watch, int partitions, ProjectionSettings settings) {
    this.factory = factory;
    this.watch = watch;
    this.partitions = partitions;
    this.settings = settings;
  }

  /**
   * @throws IllegalStateException if the topic or the tables are not what this service needs
   */
  @Override
  public synchronized void start() {
    for (var runner : factory.runners()) {
      running.add(new Running(runner, factory.container(runner)));
    }
    look();
    if (sight != null && trouble != null) {
      throw new IllegalStateException(trouble);
    }
    started = true;
    var pause = settings.watchInterval().toMillis();
    watcher.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      var seen = watch.look();
      var before = sight;
      sight = seen;
      if (seen.partitions() == partitions) {
        trouble = null;
        read(seen.topicId(), before);
      } else {
        refuse(seen);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) { // the watch must survive
      log.warn("cannot look at the topic now: {}", e.toString());
    }
  }

  private void read(String topicId, @Nullable Sight before) {
    if (before != null && !before.topicId().equals(topicId)) {
      log.warn("the topic was made anew, reading it from its beginning");
      running.forEach(one -> one.container().stop());
    }
    for (var one : running) {
      if (!one.container().isRunning() || !one.container().isInExpectedState()) {
        one.container().stop();
        one.runner().reads(topicId);
        one.container().start();
      }
    }
  }

  private void refuse(Sight seen) {
    var reason =
        "the topic has %d partitions and contrail.topic.partitions says %d: nothing is read from it"
            .formatted(seen.partitions(), partitions);
    if (!reason.equals(trouble)) {
      log.error(reason);
    }
    trouble = reason;
    running.forEach(one -> one.container().stop());
  }

  List<Runner> runners() {
    return running.stream().map(Running::runner).toList();
  }

  /** Why nothing is read from the topic, null if all is well. */
  @Nullable String trouble() {
    return sight == null ? "the topic has not been seen yet" : trouble;
  }

  /** Whether every projection has been told its partitions. */
  boolean isAssigned() {
    return started && running.stream().allMatch(one -> one.runner().status().isAssigned());
  }

  /** Records between a runner's cursors and the ends of its partitions. */
  long lag(Runner runner) {
    var seen = sight;
    if (seen == null) {
      return 0;
    }
    return runner.states().entrySet().stream().mapToLong(entry -> lag(seen, entry)).sum();
  }

  private static long lag(Sight seen, Map.Entry<Integer, PartitionState> entry) {
    var end = seen.ends().getOrDefault(entry.getKey(), 0L);
    return Math.max(0, end - Math.max(0, entry.getValue().cursor().offsetIn(seen.topicId())));
  }

  @Override
  public void stop() {
    started = false;
    watcher.shutdownNow();
    running.forEach(one -> one.container().stop());
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
