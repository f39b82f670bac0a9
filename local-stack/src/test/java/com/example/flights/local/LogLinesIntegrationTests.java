package com.example.flights.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.local.DemoTokens;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What programs that collect lines are told of a request, and what nobody is told. */
@ExtendWith(SharedSystem.class)
class LogLinesIntegrationTests {

  private static final String CLIENT = "b7ad6b7169203331";

  private final String trace = UUID.randomUUID().toString().replace("-", "");
  private final String name = "Zenobia-" + UUID.randomUUID();

  /**
   * Cures: a refusal is told within the request's trace, and says what was asked, not with what.
   */
  @Test
  void aRefusedRequestIsOneObjectOfItsTrace(RunningSystem system) {
    var agent = system.agent();
    var token = new DemoTokens(agent.http(), system.issuer()).of("monitor");
    var monitor = new Caller(agent.http(), agent.commands(), agent.queries(), token);
    var refused =
        monitor.post(
            "/api/flights/%s?name=%s".formatted(name, name),
            "{\"name\":\"%s\"}".formatted(name),
            "traceparent",
            "00-%s-%s-01".formatted(trace, CLIENT));
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(403);
    await().untilAsserted(() -> assertThat(linesOfTheTrace(system)).hasSize(1));

    var line = linesOfTheTrace(system).getFirst();
    assertThat(line.get("message").asString())
        .isEqualTo("refused POST /api/flights/*: monitor may not");
    assertThat(line.get("log").get("level").asString()).isEqualTo("INFO");
    assertThat(line.get("service").get("name").asString()).isEqualTo("command-service");
    assertThat(line.get("spanId").asString()).matches("[0-9a-f]{16}").isNotEqualTo(CLIENT);
    assertThat(OffsetDateTime.parse(line.get("@timestamp").asString())).isNotNull();
    assertThat(String.join("\n", system.said())).doesNotContain(name, token, token.split("\\.")[2]);
  }

  /** Cure: what is not refused and does not fail is not told. */
  @Test
  void aBookingLeavesNeitherNameNorToken(RunningSystem system) {
    var agent = system.agent();
    var flight = UUID.randomUUID();
    agent.schedule(flight, "OSL-TRD", "2001-01-01T06:55");
    var booked = agent.book(flight, "1A", "p-log-lines", name);
    assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
    await()
        .untilAsserted(() ->
            assertThat(agent.query("/api/passengers/p-log-lines/bookings").toString())
                .contains(name));
    assertThat(String.join("\n", system.said())).doesNotContain(name, agent.token(), "Bearer ");
  }

  private List<JsonNode> linesOfTheTrace(RunningSystem system) {
    return system.said().stream()
        .filter(line -> line.startsWith("{"))
        .map(line -> JsonMapper.shared().readTree(line))
        .filter(line -> line.path("traceId").asString("").equals(trace))
        .toList();
  }
}
