package dev.contrail.command.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import javax.sql.DataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;

/** Tells how the destinations stand: metrics on every instance, and health. */
final class RelayReports implements HealthIndicator {

  private final Map<Relay, BacklogReader> relays = new LinkedHashMap<>();

  RelayReports(Relays relays, DataSource dataSource, Clock clock) {
    for (var relay : relays.all()) {
      this.relays.put(relay, new BacklogReader(dataSource, relay.settings().destination(), clock));
    }
  }

  /**
   * @throws DataAccessException if the database does not answer
   */
  List<RelayReport> all() {
    return relays.entrySet().stream()
        .map(entry ->
            RelayReport.of(
                entry.getKey().settings().destination(),
                entry.getKey().status(),
                entry.getValue().read()))
        .toList();
  }

  void registerWith(MeterRegistry registry) {
    relays.forEach((relay, backlog) -> {
      var destination = relay.settings().destination();
      gauge("position", destination, backlog, Backlog::position)
          .description("everything up to it is published")
          .register(registry);
      gauge("backlog.events", destination, backlog, Backlog::events)
          .description("events that are not published yet")
          .register(registry);
      gauge("backlog.age", destination, backlog, b -> b.age().toMillis() / 1_000.0)
          .description("since the oldest unpublished event was recorded")
          .baseUnit("seconds")
          .register(registry);
      Gauge.builder(
              "contrail.relay.leading",
              relay,
              r -> r.status().state() == RelayStatus.State.LEADING ? 1 : 0)
          .description("1 on the instance that publishes")
          .tag("destination", destination)
          .register(registry);
    });
  }

  private static Gauge.Builder<BacklogReader> gauge(
      String name, String destination, BacklogReader backlog, ToDoubleFunction<Backlog> value) {
    return Gauge.builder("contrail.relay." + name, backlog, b -> valueOrNaN(b, value))
        .tag("destination", destination);
  }

  private static double valueOrNaN(BacklogReader backlog, ToDoubleFunction<Backlog> value) {
    try {
      return value.applyAsDouble(backlog.read());
    } catch (DataAccessException e) {
      return Double.NaN;
    }
  }

  /** Down while this instance's relay neither publishes nor stands by, to whatever destination. */
  @Override
  public Health health() {
    var healthy =
        relays.keySet().stream()
            .map(relay -> relay.status().state())
            .allMatch(s -> s == RelayStatus.State.LEADING || s == RelayStatus.State.STANDBY);
    var health = healthy ? Health.up() : Health.down();
    try {
      all().forEach(report -> health.withDetail(report.destination(), report));
    } catch (DataAccessException e) {
      relays.keySet().forEach(r -> health.withDetail(r.settings().destination(), r.status()));
    }
    return health.build();
  }
}
