package dev.contrail.query.projection;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while every projection goes on; says of each how far it is and, if it stands, where and why.
 */
final class ProjectionsHealth implements HealthIndicator {

  private final Projections projections;
  private final Progress progress;

  ProjectionsHealth(Projections projections, Progress progress) {
    this.projections = projections;
    this.progress = progress;
  }

  @Override
  public Health health() {
    var trouble = projections.trouble();
    var up = trouble == null;
    var details = new LinkedHashMap<String, Object>();
    if (trouble != null) {
      details.put("topic", trouble);
    }
    for (var runner : projections.runners()) {
      var described = describe(runner);
      up &= "running".equals(described.get("state"));
      details.put(runner.generation().projection(), described);
    }
    return (up ? Health.up() : Health.down()).withDetails(details).build();
  }

  private Map<String, Object> describe(Runner runner) {
    var details = new LinkedHashMap<String, Object>();
    var holes = new LinkedHashMap<Integer, Hole>();
    var failures = new LinkedHashMap<Integer, Failure>();
    runner
        .states()
        .forEach((partition, state) -> {
          if (state.hole() != null) {
            holes.put(partition, state.hole());
          }
          if (state.failure() != null) {
            failures.put(partition, state.failure());
          }
        });
    var error = runner.status().lastError();
    details.put("state", state(!failures.isEmpty(), !holes.isEmpty(), error != null));
    details.put("generation", runner.generation().number());
    details.put("position", progress.highest(runner.generation().projection()));
    details.put("lag", projections.lag(runner));
    details.put("partitions", runner.states().keySet());
    if (!holes.isEmpty()) {
      details.put("holes", holes);
    }
    if (!failures.isEmpty()) {
      details.put("failures", failures);
    }
    if (error != null) {
      details.put("lastError", error);
    }
    return details;
  }

  private static String state(boolean failed, boolean hole, boolean retrying) {
    if (failed) {
      return "stopped";
    }
    if (hole) {
      return "hole";
    }
    return retrying ? "retrying" : "running";
  }
}
