package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.eventstore.PostgresEventStore;
import dev.contrail.command.faults.History;
import dev.contrail.events.ChainedEvent;
import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.EventTopic;
import dev.contrail.events.Inbound;
import dev.contrail.events.RecordedEvent;
import dev.contrail.servers.Database;
import dev.contrail.servers.TestIssuer;
import dev.contrail.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fault 33 of docs/guarantees.md: instances are restarted one after the other while clients book.
 */
class RollingRestartIntegrationTests {

  private static final int PARTITIONS = 12;
  private static final int BOOKINGS_BETWEEN = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Database database = TestServers.freshDatabase("command");
  private final String topic = TestServers.freshTopic("rolled-flights");
  private final TestIssuer issuer = TestIssuer.start();
  private final History history = new History(new FlightDomain(""));

  @Test
  void f33EachInstanceIsRestartedOnce() {
    restart(2);
  }

  @Test
  @Tag("long")
  void f33EachInstanceIsRestartedThreeTimes() {
    restart(6);
  }

  /**
   * Cures: what was accepted is answered before the connectors close, the relay writes its cursor
   * and gives its lease back, and whoever takes over looks at the topic's end first.
   */
  private void restart(int restarts) {
    var instances = new AtomicReferenceArray<>(new ServiceInstance[] {started(), started()});
    var token = "Bearer " + issuer.token("agent", "flights:write", "bookings:write");
    try {
      var passengers = new Passengers(number -> instances.get(number).port(), token, history);
      try (passengers) {
        for (var i = 0; i < restarts; i++) {
          awaitBookings();
          instances.get(i % 2).close();
          awaitBookings();
          instances.set(i % 2, started());
        }
        awaitBookings();
      }
      check(restarts, passengers, log(instances.get(0)));
    } finally {
      instances.get(0).close();
      instances.get(1).close();
      issuer.close();
    }
  }

  private void check(int restarts, Passengers passengers, List<RecordedEvent> log) {
    var destination = new EventTopic(topic, PARTITIONS, (short) 1);
    var verdict = history.check(log, published(log.size()), destination);
    var triedAgain = passengers.triedAgain();
    var cut =
        log.stream()
            .filter(event ->
                event.recordedAt().isBefore(triedAgain.getOrDefault(event.position(), Instant.MIN)))
            .toList();
    System.out.println(
        verdict.line(
            "F33 %d restarts".formatted(restarts),
            "accepted and cut %d | cut before %d | turned away %d"
                .formatted(cut.size(), triedAgain.size() - cut.size(), passengers.turnedAway())));
    assertThat(verdict).matches(History.Verdict::holds);
    assertThat(verdict.repeats()).isZero();
    assertThat(cut).isEmpty();
  }

  private ServiceInstance started() {
    return ServiceInstance.on(database, topic, issuer);
  }

  private void awaitBookings() {
    var enough = history.acknowledged() + BOOKINGS_BETWEEN;
    await().atMost(PATIENCE).until(() -> history.acknowledged() >= enough);
  }

  private static List<RecordedEvent> log(ServiceInstance instance) {
    return new PostgresEventStore(instance.bean(DataSource.class)).readLog(0, Integer.MAX_VALUE);
  }

  private List<ChainedEvent> published(int events) {
    var published = new ArrayList<ChainedEvent>();
    var kafka = TestServers.kafkaBootstrapServers();
    for (var record : TopicRecords.read(kafka, topic, PARTITIONS, events)) {
      if (CloudEventRecords.read(record) instanceof Inbound.Event(var chained)) {
        published.add(chained);
      }
    }
    return published;
  }
}
