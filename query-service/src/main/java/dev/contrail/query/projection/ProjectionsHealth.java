package dev.contrail.query.projection;

import dev.contrail.query.projection.Generations.Known;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up while every projection goes on and no event waits for too long; says of each how far it is
 * and, if it stands, where and why.
 */
final class ProjectionsHealth implements HealthIndicator {

  private static final double MILLIS = 1_000;

  private final Projections projections;
  private final Progress progress;
  private final ParkedStreams parked;
  private final LagWatch lags;
  private final Duration maxLag;

  /**
   * @param maxLag how old an event may be that is not applied
   */
  ProjectionsHealth(Projections projections, News news, LagWatch lags, Duration maxLag) {
    this.projections = projections;
    this.lags = lags;
    this.maxLag = maxLag;
    this.progress = news.progress();
    this.parked = news.parkedStreams();
  }

  @Override
  public Health health() {
    var causes = new ArrayList<String>();
    var details = new LinkedHashMap<String, Object>();
    var trouble = projections.trouble();
    if (trouble != null) {
      causes.add(trouble);
    }
    if (lags.blind().isPositive()) {
      causes.add("the topic was last looked at %d s ago".formatted(lags.blind().toSeconds()));
    }
    for (var name : projections.names()) {
      var live = projections.fleet().live(name).map(Known::generation);
      var runner = projections.liveRunner(name);
      var state = RunnerState.of(name, live, parked.count(name), projections.fleet());
      state.cause().map(cause -> name + ": " + cause).ifPresent(causes::add);
      lateness(name).map(cause -> name + ": " + cause).ifPresent(causes::add);
      details.put(name, describe(name, live, runner, state));
    }
    var health = causes.isEmpty() ? Health.up() : Health.down().withDetail("causes", causes);
    return health.withDetails(details).build();
  }

  private Optional<String> lateness(String name) {
    var oldest = lags.oldest(name);
    return oldest != null && lags.seconds(name) > maxLag.toMillis() / MILLIS
        ? Optional.of("not applied is an event recorded at " + oldest)
        : Optional.empty();
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
