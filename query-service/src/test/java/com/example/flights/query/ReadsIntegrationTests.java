package com.example.flights.query;

import static com.example.flights.query.Stories.FLIGHT;
import static com.example.flights.query.Stories.booked;
import static com.example.flights.query.Stories.rescheduled;
import static com.example.flights.query.Stories.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvents;
import com.example.flights.events.Leg;
import dev.contrail.events.ChainedEvent;
import dev.contrail.events.ConsistencyToken;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What clients get, from the topic to the answer. */
@SpringBootTest
@AutoConfigureMockMvc
class ReadsIntegrationTests {

  private static final OwnServers SERVERS = OwnServers.fresh();
  private static final Stories STORIES = new Stories(SERVERS.topic().topic());
  private static final TimeZone ZONE = TimeZone.getDefault();
  private static String token = "";

  @Autowired MockMvcTester mvc;

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry properties) {
    TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
    SERVERS.register(properties);
  }

  @BeforeAll
  static void tell() {
    STORIES.tell(scheduled());
    STORIES.tell(booked(1, "1B", 19_900));
    STORIES.tell(booked(2, "2A", 9_900));
    STORIES.tell(rescheduled(2, 29_800));
    for (var i = 0; i < 5; i++) {
      var skipped = LocalDateTime.of(2026, 3, 8, 2, 30); // an hour that Los Angeles did not have
      var leg = new Leg("JFK", "ORD", skipped);
      STORIES.tell(new FlightScheduled(new UUID(7, i), leg, 700, 6));
    }
    SERVERS.topic().publish(STORIES.events());
    token = tokenOf(STORIES.events().toArray(ChainedEvent[]::new));
  }

  @AfterAll
  static void close() {
    TimeZone.setDefault(ZONE);
    SERVERS.topic().close();
  }

  private static String tokenOf(ChainedEvent... events) {
    var positions = new HashMap<String, Long>();
    for (var event : events) {
      positions.put(event.event().streamId(), event.event().position());
    }
    return new ConsistencyToken("cell-1", positions).encode();
  }

  private MvcTestResult get(String uri) {
    return mvc.get().uri(uri).header(ConsistencyToken.HEADER, token).exchange();
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
  void aFlight() {
    assertThat(get("/api/flights/" + FLIGHT))
        .hasStatusOk()
        .hasHeader("ETag", "\"4-g1\"")
        .hasHeader("Cache-Control", "no-cache")
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"flightId":"%s","origin":"LAX","destination":"BNA","departure":"2001-01-02T07:00:00",
             "distanceMiles":1797,"status":"scheduled","seats":8,"seatsLeft":6,"version":4,
             "position":4}
            """
                .formatted(FLIGHT));
  }

  @Test
  void whatTheClientHasIsNotSentAgain() {
    assertThat(mvc.get().uri("/api/flights/" + FLIGHT).header("If-None-Match", "\"4-g1\""))
        .hasStatus(304)
        .body()
        .isEmpty();
    var list = "/api/flights?origin=JFK";
    var etag = get(list).getResponse().getHeader("ETag");
    assertThat(etag).isNotBlank();
    assertThat(mvc.get().uri(list).header("If-None-Match", String.valueOf(etag))).hasStatus(304);
    assertThat(mvc.get().uri(list).header("If-None-Match", "\"other\"")).hasStatusOk();
  }

  @Test
  void aSeatMapWithEverySeatAndNoPassenger() {
    var answer = get("/api/flights/" + FLIGHT + "/seats");
    assertThat(answer)
        .hasStatusOk()
        .hasHeader("ETag", "\"4-g1\"")
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"flightId":"%s","flightStatus":"scheduled","version":4,"seats":[
             {"seat":"1A","status":"available"},{"seat":"1B","status":"booked"},
             {"seat":"1C","status":"available"},{"seat":"1D","status":"available"},
             {"seat":"1E","status":"available"},{"seat":"1F","status":"available"},
             {"seat":"2A","status":"booked"},{"seat":"2B","status":"available"}]}
            """
                .formatted(FLIGHT));
  }

  @Test
  void aPassengersBookings() {
    assertThat(get("/api/passengers/p-1/bookings"))
        .hasStatusOk()
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"items":[{"bookingId":"%s","flightId":"%s","seat":"1B","fareCents":19900,
             "status":"booked","flightStatus":"scheduled","departure":"2001-01-02T07:00:00"}]}
            """
                .formatted(Stories.booking(1), FLIGHT));
    assertThat(get("/api/passengers/nobody/bookings"))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo("{\"items\":[]}");
  }

  @Test
  void theDaysOfARoute() {
    assertThat(get("/api/routes/LAX-BNA/days?from=2001-01-02&to=2001-01-02"))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"items":[{"day":"2001-01-02","flights":1,"departures":0,"cancellations":0,"bookings":2,
             "bookingCancellations":0,"revenueCents":29800,"delayMinutes":0,"onTime":0}]}
            """);
    assertThat(get("/api/routes/JFK-ORD/days"))
        .bodyJson()
        .isLenientlyEqualTo("{\"items\":[{\"day\":\"2026-03-08\",\"flights\":5}]}");
  }

  @Test
  void aLocalTimeStaysWhatItWasWhateverTheZoneOfTheServer() {
    assertThat(get("/api/flights?origin=JFK&from=2026-03-08T02:30&to=2026-03-08T02:31"))
        .bodyJson()
        .extractingPath("items[4].departure")
        .isEqualTo("2026-03-08T02:30:00");
    assertThat(get("/api/flights?origin=JFK&from=2026-03-08T02:31"))
        .bodyJson()
        .isStrictlyEqualTo("{\"items\":[]}");
  }

  @Test
  void pagesShowEverythingOnce() throws Exception {
    var link = Pattern.compile("<(.*)>; rel=\"next\"");
    for (var filter : new String[] {"", "&origin=JFK", "&destination=ORD"}) {
      var ids = new ArrayList<String>();
      String uri = "/api/flights?limit=2&from=2026-03-01T00:00" + filter;
      while (uri != null) {
        var response = get(uri).getResponse();
        Pattern.compile("\"flightId\":\"([^\"]+)\"")
            .matcher(response.getContentAsString())
            .results()
            .forEach(found -> ids.add(found.group(1)));
        uri = next(link, response.getHeader("Link"));
      }
      assertThat(ids).hasSize(5).doesNotHaveDuplicates().isSorted();
    }
  }

  private static @Nullable String next(Pattern link, @Nullable String header) {
    var matcher = link.matcher(header == null ? "" : header);
    return matcher.matches() ? matcher.group(1) : null;
  }

  @Test
  void theRawHistory() {
    var stream = FlightEvents.streamId(FLIGHT);
    assertThat(get("/api/events?type=seat-booked&stream=" + stream + "&after=2&limit=1"))
        .hasStatusOk()
        .doesNotContainHeader("Link")
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"items":[{"position":3,"streamId":"%s","streamVersion":3,"type":"seat-booked",
             "typeVersion":1,"data":{"seat":"2A"},"metadata":{"actor":"tester"},
             "recordedAt":"2026-01-01T00:00:00.003Z"}]}
            """
                .formatted(stream));
    assertThat(get("/api/events?from=2026-01-01T00:00:00.002Z&to=2026-01-01T00:00:00.004Z&limit=1"))
        .containsHeader("Link")
        .bodyJson()
        .extractingPath("items[0].position")
        .isEqualTo(2);
    assertThat(get("/api/events/completeness"))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo("{\"count\":9,\"maxPosition\":9,\"missing\":[]}");
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
