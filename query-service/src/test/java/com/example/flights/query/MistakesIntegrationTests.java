package com.example.flights.query;

import static com.example.flights.query.Stories.FLIGHT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.flights.events.FlightEvents;
import dev.contrail.events.ConsistencyToken;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Requests that cannot be answered say why. */
@ToldService.Test
class MistakesIntegrationTests {

  @Autowired MockMvcTester mvc;
  @Autowired JdbcClient jdbc;

  private MvcTestResult get(String uri) {
    return mvc.get().uri(uri).header(ConsistencyToken.HEADER, ToldService.TOKEN).exchange();
  }

  private void assertProblem(String uri, int status, String code) {
    var answer = get(uri);
    assertThat(answer).bodyText().doesNotContain("Exception", "java.", "org.", "select ");
    assertThat(answer)
        .hasStatus(status)
        .hasContentType("application/problem+json")
        .bodyJson()
        .extractingPath("type")
        .isEqualTo("urn:contrail:problem:" + code);
  }

  @Test
  void aTokenThatIsNotReachedInTimeIsSaidToBe() {
    var ahead = new ConsistencyToken("cell-1", Map.of(FlightEvents.streamId(FLIGHT), 999L));
    assertThat(
            mvc.get()
                .uri("/api/flights/" + FLIGHT)
                .header(ConsistencyToken.HEADER, ahead.encode())
                .header("Prefer", "wait=0"))
        .hasStatus(503)
        .hasHeader("Retry-After", "1")
        .bodyJson()
        .extractingPath("type")
        .isEqualTo("urn:contrail:problem:not-yet-visible");
    assertThat(mvc.get().uri("/api/flights").header(ConsistencyToken.HEADER, "?")).hasStatus(400);
  }

  @Test
  void aStreamWhoseLatestEventsAreParkedIsNotShown() {
    var flight = new UUID(7, 7);
    var stream = FlightEvents.streamId(flight);
    jdbc.sql(
            """
            insert into projection_parked
              (generation, stream_id, position, partition, record_offset, type, headers, value)
            values ('flight_board_g1', ?, 1, 0, 0, 'seat-booked v2', '[]', '')
            """)
        .param(stream)
        .update();
    heard(() -> assertProblem("/api/flights/" + flight, 503, "stream-parked"));
    var token = new ConsistencyToken("cell-1", Map.of(stream, 1L)).encode();
    var list = mvc.get().uri("/api/flights").header(ConsistencyToken.HEADER, token).exchange();
    assertThat(list).hasStatus(503);

    jdbc.sql("delete from projection_parked").update();
    heard(() -> assertProblem("/api/flights/" + flight, 404, "flight-not-found"));
  }

  private void heard(ThrowingRunnable assertion) {
    jdbc.sql("select pg_notify('contrail_projection', 'flight_board')").query((_, _) -> 1).list();
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  @Test
  void mistakesAreExplained() {
    assertProblem("/api/flights/" + new UUID(9, 9), 404, "flight-not-found");
    assertProblem("/api/flights/" + new UUID(9, 9) + "/seats", 404, "flight-not-found");
    assertProblem("/api/nothing", 403, "forbidden");
    assertProblem("/api/flights/17", 400, "bad-request");
    assertProblem("/api/flights?orgin=LAX", 400, "unknown-parameter");
    assertProblem("/api/flights?origin=lax", 400, "invalid-parameter");
    assertProblem("/api/flights?origin=LAX&origin=JFK", 400, "invalid-parameter");
    assertProblem("/api/flights?limit=0", 400, "invalid-parameter");
    assertProblem("/api/flights?limit=501", 400, "invalid-parameter");
    assertProblem("/api/flights?limit=many", 400, "bad-request");
    assertProblem("/api/flights?from=2001-01-01", 400, "invalid-parameter");
    assertProblem("/api/flights?after=nonsense", 400, "invalid-parameter");
    assertProblem("/api/routes/LAX-B/days", 400, "invalid-parameter");
    assertProblem("/api/routes/LAX-BNA/days?to=later", 400, "invalid-parameter");
    assertProblem("/api/routes/LAX-BNA/months?to=2001-02-01", 400, "invalid-parameter");
    assertProblem("/api/airports/lax/days", 400, "invalid-parameter");
    assertProblem("/api/airports/LAX/months?from=2001-13", 400, "invalid-parameter");
    assertProblem("/api/events?after=-1", 400, "invalid-parameter");
    assertProblem("/api/events?from=yesterday", 400, "invalid-parameter");
  }

  @Test
  void whatPostgresCannotHoldIsRefusedBefore() {
    var nul = mvc.get().uri("/api/events").param("stream", "a\u0000b").exchange();
    assertThat(nul).hasStatus(400);
  }

  /** Cure: the same filter as before commands. */
  @Test
  void aBodyHasAnEnd() {
    var name = "x".repeat(70_000);
    assertThat(
            mvc.post()
                .uri("/api/watches")
                .contentType("application/json")
                .content("{\"name\":\"%s\",\"types\":[\"seat-booked\"]}".formatted(name)))
        .hasStatus(413)
        .bodyJson()
        .extractingPath("type")
        .isEqualTo("urn:contrail:problem:too-large");
  }

  @Test
  void readsAreAllThereIs() {
    assertThat(mvc.post().uri("/api/flights").content("{}")).hasStatus(405);
    assertThat(mvc.get().uri("/api/flights").header("Accept", "text/html"))
        .hasStatus(406)
        .hasContentType("application/problem+json");
  }
}
