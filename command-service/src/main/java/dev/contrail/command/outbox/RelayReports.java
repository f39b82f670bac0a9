package dev.contrail.command.outbox;

import dev.contrail.command.outbox.RelayStatus.State;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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

  private static final double MILLIS = 1_000;

  private final Map<Relay, BacklogReader> relays = new LinkedHashMap<>();
  private final Duration maxAge;

  /**
   * @param maxAge how long an event may wait until this is no longer healthy
   */
  RelayReports(Relays relays, DataSource dataSource, Clock clock, Duration maxAge) {
    this.maxAge = maxAge;
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
    // the log is the same for all of them
    relays.values().stream()
        .limit(1)
        .forEach(any ->
            Gauge.builder("contrail.log.position", any, b -> valueOrNaN(b, Backlog::head))
                .description("the log's last position, whichever instance wrote it")
                .register(registry));
    relays.forEach((relay, backlog) -> {
      var destination = relay.settings().destination();
      gauge("position", destination, backlog, Backlog::position)
          .description("log position up to which everything is published")
          .register(registry);
      gauge("backlog.events", destination, backlog, Backlog::events)
          .description("events that are not published yet")
          .baseUnit("events")
          .register(registry);
      gauge("backlog.age", destination, backlog, b -> b.age().toMillis() / MILLIS)
          .description("since the oldest unpublished event was recorded")
          .baseUnit("seconds")
          .register(registry);
      state("leading", destination, relay, State.LEADING)
          .description("1 on the instance that publishes")
          .register(registry);
      state("refused", destination, relay, State.REFUSED)
          .description("1 while log and topic do not belong together and nothing is published")
          .register(registry);
    });
  }

  private static Gauge.Builder<BacklogReader> gauge(
      String name, String destination, BacklogReader backlog, ToDoubleFunction<Backlog> value) {
    return Gauge.builder("contrail.relay." + name, backlog, b -> valueOrNaN(b, value))
        .tag("destination", destination);
  }

  private static Gauge.Builder<Relay> state(
      String name, String destination, Relay relay, State state) {
    return Gauge.builder(
            "contrail.relay." + name, relay, one -> one.status().state() == state ? 1 : 0)
        .tag("destination", destination);
  }

  private static double valueOrNaN(BacklogReader backlog, ToDoubleFunction<Backlog> value) {
    try {
      return value.applyAsDouble(backlog.read());
    } catch (DataAccessException e) {
      return Double.NaN;
    }
  }

  /**
   * Down while this instance's relay neither publishes nor stands by, or an event has waited for
   * too long, to whatever destination; says which and why.
   */
  @Override
  public Health health() {
    var causes = new ArrayList<String>();
    var details = new LinkedHashMap<String, Object>();
    relays.forEach((relay, backlog) -> {
      var destination = relay.settings().destination();
      var status = relay.status();
      if (status.state() != State.LEADING && status.state() != State.STANDBY) {
        causes.add("%s: %s, %s".formatted(destination, status.state(), status.error()));
      }
      try {
        var waiting = backlog.read();
        details.put(destination, RelayReport.of(destination, status, waiting));
        if (waiting.age().compareTo(maxAge) > 0) {
          causes.add(
              "%s: position %d waits to be published for %d s"
                  .formatted(destination, waiting.position() + 1, waiting.age().toSeconds()));
        }
      } catch (DataAccessException e) {
        details.put(destination, status);
        causes.add(destination + ": the backlog cannot be read, the database does not answer");
      }
    });
    var health = causes.isEmpty() ? Health.up() : Health.down().withDetail("causes", causes);
    return health.withDetails(details).build();
  }
}
