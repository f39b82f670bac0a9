package dev.contrail.query.projection;

import dev.contrail.query.projection.RebuildTable.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rebuilds that this instance works on; used by one thread at a time. */
final class Rebuilds {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private record Working(Rebuild rebuild, Thread thread) {}

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
    for (var request : work.rebuilds().all()) {
      var waiting = request.state() == State.BUILDING || request.state() == State.SWITCHING;
      if (waiting && isOurs(request) && !working.containsKey(request.generation())) {
        if (work.holds(request.generation())) {
          start(request, topicId);
        }
      }
    }
  }

  private boolean isOurs(Rebuilt request) {
    var projection = factory.projections().get(request.generation().projection());
    return projection != null && projection.version() == request.version();
  }

  private void start(Rebuilt request, String topicId) {
    var generation = request.generation();
    var projection = factory.projections().get(generation.projection());
    if (projection == null) {
      return;
    }
    var rebuild =
        new Rebuild(request, keys(projection), work, () -> factory.building(generation, topicId));
    var thread = Thread.ofPlatform().daemon().name(generation.fullName()).start(rebuild);
    working.put(generation, new Working(rebuild, thread));
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
