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
  private final OpenWork work;
  private final MeterRegistry registry;

  ProjectionMetrics(
      Projections projections, LagWatch lags, News news, OpenWork work, MeterRegistry registry) {
    this.projections = projections;
    this.lags = lags;
    this.progress = news.progress();
    this.parked = news.parkedStreams();
    this.work = work;
    this.registry = registry;
  }

  /** Runners are there once the context has started. */
  @EventListener(ApplicationStartedEvent.class)
  void register() {
    projections.names().forEach(this::register);
    Gauge.builder("contrail.dead.letters", work, OpenWork::deadLetters)
        .description("records of the topic that are no events of ours, ever found")
        .register(registry);
    Gauge.builder("contrail.dead.letters.unsent", work, OpenWork::unsentDeadLetters)
        .description("of these, those that have not gone to the dead-letter topic yet")
        .register(registry);
  }

  private void register(String name) {
    var tag = "projection";
    TimeGauge.builder("contrail.projection.lag", lags, TimeUnit.SECONDS, all -> all.seconds(name))
        .description("age of the oldest event that is not applied")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.rate", name, one -> live(one, r -> r.status().rate()))
        .description("events a second that this instance has applied of late")
        .baseUnit("events")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.lag.events", projections, all -> live(name, all::lag))
        .description("records between the cursors and the ends of the partitions of this instance")
        .baseUnit("events")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.position", progress, known -> known.highest(name))
        .description("log position of the last event applied")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.holes", name, one -> count(one, s -> s.hole() != null))
        .description("partitions of this instance in which events are missing in the topic")
        .baseUnit("partitions")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.stopped", name, one -> count(one, s -> s.failure() != null))
        .description("partitions of this instance that stand: an event cannot be applied")
        .baseUnit("partitions")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.parked", parked, streams -> streams.count(name))
        .description("streams that are parked, in all instances")
        .baseUnit("streams")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.rebuild.progress", work, w -> w.rebuildProgress(name))
        .description("how much the rebuild under way has folded; 1 if there is none")
        .baseUnit("ratio")
        .tag(tag, name)
        .register(registry);
    Gauge.builder("contrail.projection.rebuild.held", work, w -> w.rebuildHeld(name))
        .description("1 while a rebuild waits for an operator to look at its difference")
        .tag(tag, name)
        .register(registry);
    counter("contrail.projection.events", name, RunnerStatus::events)
        .description("events applied by this instance")
        .baseUnit("events")
        .register(registry);
    counter("contrail.projection.foreign", name, RunnerStatus::foreign)
        .description("records passed over because they are no events of ours")
        .baseUnit("records")
        .register(registry);
  }

  private FunctionCounter.Builder<String> counter(
      String name, String projection, ToDoubleFunction<RunnerStatus> number) {
    return FunctionCounter.builder(
            name, projection, one -> live(one, r -> number.applyAsDouble(r.status())))
        .tag("projection", projection);
  }

  private double count(String name, Predicate<PartitionState> predicate) {
    return live(name, runner -> runner.states().values().stream().filter(predicate).count());
  }

  private double live(String name, ToDoubleFunction<Runner> number) {
    return projections.liveRunner(name).map(number::applyAsDouble).orElse(0.0);
  }
}
