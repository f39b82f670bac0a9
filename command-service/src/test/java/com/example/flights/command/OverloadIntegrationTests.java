package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.eventstore.PostgresEventStore;
import dev.contrail.command.faults.Crew;
import dev.contrail.command.faults.Domain;
import dev.contrail.command.faults.History;
import dev.contrail.command.faults.StopWatch;
import dev.contrail.events.RecordedEvent;
import dev.contrail.servers.TestIssuer;
import dev.contrail.servers.TestServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Fault 34 of docs/guarantees.md: far more clients than may wait, none of whom waits. */
class OverloadIntegrationTests {

  private static final int MAY_WAIT = 8;
  private static final int FEW = 16;
  private static final int MANY = 320;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String FLIGHT =
      """
      {"flightId":"%s","origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55","distanceMiles":1797,"seats":180}
      """;

  private final TestIssuer issuer = TestIssuer.start();
  private final ServiceInstance instance =
      ServiceInstance.on(
          TestServers.freshDatabase("command"),
          TestServers.freshTopic("too-many-flights"),
          issuer,
          Map.of("contrail.sequencer.queue-capacity", Integer.toString(MAY_WAIT)));
  private final HttpClient http = HttpClient.newHttpClient();
  private final String authorization = "Bearer " + issuer.token("agent", "flights:write");
  private final History history = new History(new ScheduledFlights());
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

  /** Each flight was meant to be there once. */
  private record ScheduledFlights() implements Domain {

    @Override
    public Optional<String> intention(RecordedEvent event) {
      return Optional.of(event.streamId());
    }

    @Override
    public int broken(List<RecordedEvent> log) {
      return 0;
    }
  }

  private record Load(double acceptedPerSecond, int refused, double slowestRefusal) {}

  @AfterEach
  void close() {
    http.close();
    instance.close();
    issuer.close();
  }

  @Test
  void f34TwentyTimesTheClients() {
    overload(Duration.ofSeconds(4));
  }

  @Test
  @Tag("long")
  void f34TwentyTimesTheClientsForLong() {
    overload(Duration.ofSeconds(60));
  }

  /** Cure: a queue that is full refuses at once; else everybody waits and nobody is answered. */
  private void overload(Duration time) {
    load(FEW, time); // the service learns
    var before = load(FEW, time);
    var during = load(MANY, time);
    var watch = new StopWatch();
    await().atMost(PATIENCE).until(() -> schedule().statusCode() == 201);
    var back = watch.seconds();
    var log = new PostgresEventStore(instance.bean(DataSource.class)).readLog(0, Integer.MAX_VALUE);
    var verdict = history.check(log);
    System.out.println(
        verdict.line(
            "F34 %d clients, then %d, of whom %d may wait".formatted(FEW, MANY, MAY_WAIT),
            "%.0f/s, then %.0f/s accepted | %d refused, the slowest after %.2f s | back after %.2f s"
                .formatted(
                    before.acceptedPerSecond(),
                    during.acceptedPerSecond(),
                    during.refused(),
                    during.slowestRefusal(),
                    back)));
    assertThat(surprises).isEmpty();
    assertThat(during.refused()).isPositive();
    assertThat(during.acceptedPerSecond()).isPositive();
    assertThat(verdict).matches(History.Verdict::holds);
  }

  private Load load(int clients, Duration time) {
    var accepted = new AtomicInteger();
    var refusals = new ConcurrentLinkedQueue<Double>();
    var watch = new StopWatch();
    var crew =
        new Crew(
            clients,
            _ -> {
              while (watch.seconds() < time.toSeconds()) {
                var one = new StopWatch();
                var status = schedule().statusCode();
                if (status == 201) {
                  accepted.incrementAndGet();
                } else {
                  refusals.add(one.seconds());
                }
              }
            });
    crew.start();
    crew.close();
    return new Load(
        accepted.get() / watch.seconds(),
        refusals.size(),
        refusals.stream().mapToDouble(Double::doubleValue).max().orElse(0));
  }

  private HttpResponse<String> schedule() {
    var flight = UUID.randomUUID();
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + instance.port() + "/api/flights"))
            .header("Content-Type", "application/json")
            .header("Authorization", authorization)
            .POST(BodyPublishers.ofString(FLIGHT.formatted(flight)))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() == 201) {
        var position = JsonMapper.shared().readTree(answer.body()).get("position").longValue();
        history.acknowledged("flight-" + flight, position);
      } else if (!refusesWell(answer)) {
        surprises.add(answer.statusCode() + " " + answer.headers().map() + answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean refusesWell(HttpResponse<String> answer) {
    var status = answer.statusCode();
    return (status == 503 || status == 429)
        && answer.headers().firstValue("Retry-After").isPresent()
        && answer
            .headers()
            .firstValue("Content-Type")
            .orElse("")
            .startsWith("application/problem+json");
  }
}
