package dev.contrail.query.projection;

import dev.contrail.query.projection.Generations.Known;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while every projection goes on; says of each how far it is and, if it stands, where and why.
 */
final class ProjectionsHealth implements HealthIndicator {

  private final Projections projections;
  private final Progress progress;
  private final ParkedStreams parked;

  ProjectionsHealth(Projections projections, News news) {
    this.projections = projections;
    this.progress = news.progress();
    this.parked = news.parkedStreams();
  }

  @Override
  public Health health() {
    var trouble = projections.trouble();
    var up = trouble == null;
    var details = new LinkedHashMap<String, Object>();
    if (trouble != null) {
      details.put("topic", trouble);
    }
    for (var name : projections.names()) {
      var live = projections.fleet().live(name).map(Known::generation);
      var runner = projections.liveRunner(name);
      var state = RunnerState.of(name, live, parked.count(name), projections.fleet());
      up &= RunnerState.RUNNING.equals(state.state());
      details.put(name, describe(name, live, runner, state));
    }
    return (up ? Health.up() : Health.down()).withDetails(details).build();
  }

  private Map<String, Object> describe(
      String name, Optional<Generation> live, Optional<Runner> runner, RunnerState state) {
    var details = new LinkedHashMap<String, Object>();
    details.put("state", state.state());
    live.ifPresent(generation -> details.put("generation", generation.number()));
    details.put("position", progress.highest(name));
    runner.ifPresent(one -> {
      details.put("lag", projections.lag(one));
      details.put("partitions", one.states().keySet());
    });
    if (!state.holes().isEmpty()) {
      details.put("holes", state.holes());
    }
    if (!state.failures().isEmpty()) {
      details.put("failures", state.failures());
    }
    if (parked.count(name) > 0) {
      details.put("parkedStreams", parked.count(name));
    }
    if (state.lastError() != null) {
      details.put("lastError", state.lastError());
    }
    return details;
  }
}
