package com.example.flights.query;

import static com.example.flights.query.Stories.FLIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.events.FlightEvents;
import dev.contrail.events.ConsistencyToken;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Requests that cannot be answered say why. */
@ToldService.Test
class MistakesIntegrationTests {

  @Autowired MockMvcTester mvc;

  private MvcTestResult get(String uri) {
    return mvc.get().uri(uri).header(ConsistencyToken.HEADER, ToldService.TOKEN).exchange();
  }

  private void assertProblem(String uri, int status, String code) {
    assertThat(get(uri))
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
  void mistakesAreExplained() {
    assertProblem("/api/flights/" + new UUID(9, 9), 404, "flight-not-found");
    assertProblem("/api/flights/" + new UUID(9, 9) + "/seats", 404, "flight-not-found");
    assertProblem("/api/nothing", 404, "not-found");
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
    assertProblem("/api/events?after=-1", 400, "invalid-parameter");
    assertProblem("/api/events?from=yesterday", 400, "invalid-parameter");
  }

  @Test
  void whatPostgresCannotHoldIsRefusedBefore() {
    var nul = mvc.get().uri("/api/events").param("stream", "a\u0000b").exchange();
    assertThat(nul).hasStatus(400);
  }

  @Test
  void readsAreAllThereIs() {
    assertThat(mvc.post().uri("/api/flights").content("{}")).hasStatus(405);
    assertThat(mvc.get().uri("/api/flights").header("Accept", "text/html"))
        .hasStatus(406)
        .hasContentType("application/problem+json");
  }
}
