package dev.contrail.query.projection;

import dev.contrail.query.projection.ControlTable.Control;
import dev.contrail.query.projection.Generations.Known;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/**
 * The generations that this instance folds: all that are built, be they read or kept, but for those
 * that a later version of their projection made. Changed by one thread, looked at by many.
 */
final class Fleet {

  private static final Logger log = LoggerFactory.getLogger(Fleet.class);

  private static final int STOP_SECONDS = 10;

  private record Running(
      Runner runner, ConcurrentMessageListenerContainer<String, byte[]> container, long retries) {}

  private final RunnerFactory factory;
  private final Map<Generation, Running> running = new ConcurrentHashMap<>();
  private final Map<Generation, String> unfit = new ConcurrentHashMap<>();
  private volatile List<Known> known = List.of();
  private volatile Map<String, Control> control = Map.of();

  Fleet(RunnerFactory factory) {
    this.factory = factory;
  }

  /** Folds what is to be folded according to the database, and nothing else. */
  void adjust(String topicId, List<Known> now, Map<String, Control> controls) {
    control = controls;
    var wanted =
        now.stream()
            .filter(this::isOurs)
            .map(Known::generation)
            .filter(one -> !control(one).paused())
            .toList();
    running.keySet().stream().filter(one -> !wanted.contains(one)).forEach(this::remove);
    running.forEach((generation, one) -> {
      if (one.retries() != control(generation).retries()) {
        remove(generation);
      }
    });
    unfit.keySet().retainAll(wanted);
    wanted.stream().filter(one -> !running.containsKey(one)).forEach(this::add);
    known = now; // not before what is read now is folded
    for (var one : running.values()) {
      if (!one.container().isRunning() || !one.container().isInExpectedState()) {
        one.container().stop();
        one.runner().reads(topicId);
        one.container().start();
      }
    }
  }

  private Control control(Generation generation) {
    return control.getOrDefault(generation.projection(), Control.NONE);
  }

  /** Whether an operator has paused it. */
  boolean isPaused(String projection) {
    return control.getOrDefault(projection, Control.NONE).paused();
  }

  private boolean isOurs(Known one) {
    var projection = factory.projections().get(one.generation().projection());
    return projection != null && one.built() && one.version() <= projection.version();
  }

  private void add(Generation generation) {
    try {
      var runner = factory.runner(generation);
      running.put(
          generation,
          new Running(runner, factory.container(runner), control(generation).retries()));
      unfit.remove(generation);
    } catch (DataAccessException e) {
      var reason = String.valueOf(e.getMostSpecificCause().getMessage());
      if (!reason.equals(unfit.put(generation, reason))) {
        log.error("{} cannot be folded by this version: {}", generation.fullName(), reason);
      }
    }
  }

  private void remove(Generation generation) {
    var one = running.remove(generation);
    if (one != null) {
      one.container().stop();
    }
  }

  /**
   * Reads nothing any more until it is adjusted again. All stop side by side: each waits for a
   * fetch that the broker holds. What has not ended after {@value #STOP_SECONDS} seconds is left.
   */
  void stop() {
    var stopped =
        running.values().stream()
            .map(one -> {
              var container = new CompletableFuture<@Nullable Void>();
              one.container().stop(() -> container.complete(null));
              return container;
            })
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(stopped).completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS).join();
  }

  /** All generations there were when they were last looked at. */
  Collection<Known> known() {
    return known;
  }

  Optional<Runner> runner(Generation generation) {
    return Optional.ofNullable(running.get(generation)).map(Running::runner);
  }

  /** The live generation of a projection, empty before it was looked at. */
  Optional<Known> live(String projection) {
    return known.stream()
        .filter(one -> one.live() && one.generation().projection().equals(projection))
        .findFirst();
  }

  /** The runner of the live generation, empty if this instance does not fold it. */
  Optional<Runner> liveRunner(String projection) {
    return live(projection).flatMap(one -> runner(one.generation()));
  }

  /** Why this instance cannot fold a generation, null if it can or need not. */
  @Nullable String unfit(Generation generation) {
    return unfit.get(generation);
  }

  /** Projections whose live runners have not been told their partitions. */
  List<String> unassigned() {
    return known.stream()
        .filter(Known::live)
        .filter(
            one -> runner(one.generation()).filter(run -> !run.status().isAssigned()).isPresent())
        .map(one -> one.generation().projection())
        .sorted()
        .toList();
  }
}
