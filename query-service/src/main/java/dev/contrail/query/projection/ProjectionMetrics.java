package dev.contrail.query.projection;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;

/** Numbers of each runner, tagged with its projection. */
final class ProjectionMetrics {

  private final Projections projections;
  private final LagWatch lags;
  private final Progress progress;
  private final ParkedStreams parked;
  private final MeterRegistry registry;

  ProjectionMetrics(Projections projections, LagWatch lags, News news, MeterRegistry registry) {
    this.projections = projections;
    this.lags = lags;
    this.progress = news.progress();
    this.parked = news.parkedStreams();
    this.registry = registry;
  }

  /** Runners are there once the context has started. */
  @EventListener(ApplicationStartedEvent.class)
  void register() {
    projections.names().forEach(this::register);
  }

  private void register(String name) {
    var tag = "projection";
    TimeGauge.builder("contrail.projection.lag", lags, TimeUnit.SECONDS, all -> all.seconds(name))
        .description("age of the oldest event that is not applied")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.rate", name, one -> live(one, r -> r.status().rate()))
        .description("events a second that this instance has applied of late")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.lag.events", projections, all -> live(name, all::lag))
        .description("records between the cursors and the ends of the partitions of this instance")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.position", progress, known -> known.highest(name))
        .description("log position of the last event applied")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.holes", name, one -> count(one, s -> s.hole() != null))
        .description("partitions in which events are missing in the topic")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.stopped", name, one -> count(one, s -> s.failure() != null))
        .description("partitions that stand because an event cannot be applied")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.parked", parked, streams -> streams.count(name))
        .description("streams that are parked")
        .tag(tag, name)
        .register(registry);
    FunctionCounter.builder(
            "contrail.projection.events", name, one -> live(one, r -> r.status().events()))
        .description("events applied")
        .tag(tag, name)
        .register(registry);
    FunctionCounter.builder(
            "contrail.projection.foreign", name, one -> live(one, r -> r.status().foreign()))
        .description("records passed over because they are no events of ours")
        .tag(tag, name)
        .register(registry);
  }

  private double count(String name, Predicate<PartitionState> predicate) {
    return live(name, runner -> runner.states().values().stream().filter(predicate).count());
  }

  private double live(String name, ToDoubleFunction<Runner> number) {
    return projections.liveRunner(name).map(number::applyAsDouble).orElse(0.0);
  }
}
