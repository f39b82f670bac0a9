package com.example.flights.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.events.FlightEvents;
import dev.contrail.events.ChainedEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** Times that are not over, and requests that make no sense. */
@RandomlyToldService.Test
class PastEdgesIntegrationTests {

  @Autowired MockMvcTester mvc;

  private final List<ChainedEvent> log = RandomlyToldService.log();

  private MvcTestResult get(String uri) {
    return mvc.get().uri(uri).header("Prefer", "wait=30").exchange();
  }

  private String lastFlight() {
    return "/api/flights/" + FlightEvents.flightId(log.getLast().event().streamId());
  }

  @Test
  void whatMayStillChangeIsNotKeptByCaches() {
    var last = log.getLast().event();
    for (var time : List.of(last.recordedAt(), Instant.parse("9999-01-01T00:00:00Z"))) {
      var list =
          mvc.get()
              .uri("/api/flights?limit=500&asOf=" + time)
              .header("Consistency-Token", RandomlyToldService.token());
      assertThat(list).hasStatusOk().hasHeader("Cache-Control", "no-cache");
      assertThat(get(lastFlight() + "?asOf=" + time))
          .hasStatusOk()
          .hasHeader("Cache-Control", "no-cache")
          .bodyJson()
          .extractingPath("version")
          .isEqualTo((int) last.streamVersion());
    }
  }

  @Test
  void aVersionThatIsNotThereYet() {
    var stream = log.getLast().event().streamId();
    var newest = log.stream().filter(one -> one.event().streamId().equals(stream)).count();
    var beyond =
        assertThat(get(lastFlight() + "?version=" + (newest + 1))).hasStatus(404).bodyJson();
    beyond.extractingPath("type").asString().endsWith("no-such-version");
    beyond.extractingPath("newestVersion").isEqualTo((int) newest);
    assertThat(get("/api/flights/" + new UUID(9, 9) + "?version=1"))
        .hasStatus(404)
        .bodyJson()
        .extractingPath("type")
        .asString()
        .endsWith("flight-not-found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?version=1&asOf=2026-01-01T00:00:00Z",
        "?version=0",
        "?version=one",
        "?asOf=",
        "?asOf=2026-01-01T00:00:00",
        "?asOf=2026-01-01T00:00:00Z&x=1"
      })
  void aSingleResource(String mistake) {
    assertThat(get(lastFlight() + mistake)).hasStatus(400);
    assertThat(get(lastFlight() + "/seats" + mistake)).hasStatus(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/flights?version=1",
        "/api/flights?asOf=now",
        "/api/routes/LAX-JFK/days?asOf=yesterday",
        "/api/passengers/p-1/bookings?asOf=0"
      })
  void aList(String mistake) {
    assertThat(get(mistake)).hasStatus(400);
  }
}
