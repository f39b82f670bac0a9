package dev.contrail.query.projection;

import static java.util.Objects.requireNonNull;

import dev.contrail.query.projection.RebuildTable.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rebuilds that this instance works on; used by one thread at a time. */
final class Rebuilds {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private record Working(Generation generation, Rebuild rebuild, Thread thread) {}

  private final RunnerFactory factory;
  private final RebuildWork work;
  private final Map<Generation, Working> working = new HashMap<>();

  Rebuilds(RunnerFactory factory, RebuildWork work) {
    this.factory = factory;
    this.work = work;
  }

  /** Takes up those that nobody works on; a projection's older versions are not ours to fold. */
  synchronized void takeUp(String topicId) {
    working.values().removeIf(one -> !one.thread().isAlive());
    var shared = factory.sharedReading();
    var starting = new ArrayList<Supplier<Working>>();
    for (var request : work.rebuilds().all()) {
      var waiting = request.state() == State.BUILDING || request.state() == State.SWITCHING;
      var generation = request.generation();
      if (waiting && isOurs(request) && !working.containsKey(generation)) {
        if (work.holds(generation)) {
          var member = factory.isAtItsBeginning(generation) ? shared.join() : null;
          starting.add(() -> start(request, topicId, member));
        }
      }
    }
    // all have joined before the first one reads
    starting.stream().map(Supplier::get).forEach(one -> working.put(one.generation(), one));
  }

  private boolean isOurs(Rebuilt request) {
    var projection = factory.projections().get(request.generation().projection());
    return projection != null && projection.version() == request.version();
  }

  private Working start(Rebuilt request, String topicId, SharedReading.@Nullable Member member) {
    var generation = request.generation();
    var rebuild =
        new Rebuild(
            request,
            keys(requireNonNull(factory.projections().get(generation.projection()))),
            work,
            () -> factory.building(generation, topicId, member));
    var thread =
        Thread.ofPlatform()
            .daemon()
            .name(generation.fullName())
            .start(() -> {
              try {
                rebuild.run();
              } finally {
                if (member != null) {
                  member.leave();
                }
              }
            });
    return new Working(generation, rebuild, thread);
  }

  private static List<String> keys(Projection<?, ?, ?> projection) {
    return new RecordColumns<>(projection.keyType())
        .columns().stream().map(RecordColumns.Column::name).toList();
  }

  /** Returns when none is worked on any more; the tables say how far they have come. */
  synchronized void stop() {
    working.values().forEach(one -> one.rebuild().stop());
    for (var one : working.values()) {
      try {
        one.thread().join(PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    working.clear();
  }
}
