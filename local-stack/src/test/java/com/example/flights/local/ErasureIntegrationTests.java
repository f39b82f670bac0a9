package com.example.flights.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.json.JsonMapper;

/**
 * A passenger's name, through both services and out again: it is shown to who may see it, is
 * written down nowhere, and after its erasure is nowhere at all, while everything else stays.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ErasureIntegrationTests {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> PROJECTIONS =
      List.of("flight_board", "seat_map", "passenger_bookings", "route_day", "journal");

  private final UUID flight = UUID.randomUUID();
  private final String passenger = "p-" + UUID.randomUUID();
  private final String name = "Zenobia " + UUID.randomUUID();
  private final String otherPassenger = "p-" + UUID.randomUUID();
  private final String otherName = "Ximena " + UUID.randomUUID();
  private RunningSystem system;
  private Instant before = Instant.MIN;

  @BeforeAll
  void start() {
    system = RunningSystem.start("erasure");
  }

  @AfterAll
  void stop() {
    system.close();
  }

  @Test
  @Order(1)
  void aNameIsShownToWhoMayAndWrittenDownNowhere() {
    post(
        "/api/flights",
        """
        {"flightId":"%s","origin":"LAX","destination":"BNA","departure":"2001-04-01T06:55","distanceMiles":1797,"seats":180}\
        """
            .formatted(flight));
    var token = book(passenger, name, "1A");
    book(otherPassenger, otherName, "1B");
    assertThat(system.query(bookings(passenger), token).toString()).contains(name);
    before = Instant.now();
    await().atMost(LIMIT).untilAsserted(() -> assertShows(otherPassenger, otherName));
    assertThat(system.tracesOf(name)).isEmpty();
    // where a name would be found, that of the passenger is: the search looks at what is there
    assertThat(system.tracesOf(passenger))
        .contains("public.event", "public.personal_key")
        .anyMatch(place -> place.startsWith("projection.journal"))
        .anyMatch(place -> place.startsWith("projection.passenger_bookings"))
        .anyMatch(place -> place.startsWith("flight-events"));
  }

  @Test
  @Order(2)
  void anErasureIsHeardOfByAllWhoWatch() throws InterruptedException {
    var watched = system.follow(bookings(passenger));
    await().atMost(LIMIT).until(() -> watched.stream().anyMatch(line -> line.contains(name)));
    var erased = system.operate("DELETE", "/api/passengers/" + passenger + "/personal-data");
    assertThat(erased.statusCode()).as(erased.body()).isEqualTo(202);
    await()
        .atMost(LIMIT)
        .until(() ->
            watched.stream()
                .anyMatch(
                    line -> line.startsWith("event:reset") || line.startsWith("event: reset")));
    await()
        .atMost(LIMIT)
        .until(() -> {
          var lines = List.copyOf(watched);
          var last = lines.stream().filter(line -> line.contains("bookingId")).toList().getLast();
          return !last.contains(name);
        });
  }

  @Test
  @Order(3)
  void afterwardsTheNameIsNowhere() {
    await().atMost(LIMIT).untilAsserted(() -> assertDoesNotShow(bookings(passenger)));
    assertThat(system.query(bookings(passenger)).toString()).contains(passenger);
    for (var path :
        List.of(
            bookings(passenger) + "?asOf=" + before,
            "/api/events",
            "/api/flights/" + flight,
            "/api/flights/" + flight + "/seats",
            "/api/flights?origin=LAX")) {
      assertDoesNotShow(path);
    }
    assertThat(system.ask("/api/events", "application/x-ndjson").body())
        .contains(passenger)
        .doesNotContain(name);
    assertThat(system.tracesOf(name)).isEmpty();
    var wrapped =
        system.askTheLog(
            "select count(*) from personal_key where wrapped is not null and subject = '"
                + passenger
                + "'");
    assertThat(wrapped).isZero();
  }

  @Test
  @Order(4)
  void everybodyElseIsStillThere() {
    assertShows(otherPassenger, otherName);
    assertThat(system.query(bookings(otherPassenger) + "?asOf=" + before).toString())
        .contains(otherName);
  }

  @Test
  @Order(5)
  void theReportsSayWhatIsLeft() {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          var report = system.operate("GET", "/api/passengers/" + passenger + "/personal-data");
          assertThat(report.body()).contains("\"readable\":false", "\"published\":true");
        });
    var there = system.operateQueries("/api/passengers/" + passenger + "/personal-data");
    assertThat(there.body()).contains("\"readable\":false", "destroyedAt");
  }

  @Test
  @Order(6)
  void theLogHolds() {
    var verified = system.operateLog("GET", "/actuator/logverify");
    assertThat(verified.body().strip().lines().toList().getLast()).contains("sound");
  }

  /** Projections fold ciphertext: with the key or without, the rows are the same. */
  @Test
  @Order(7)
  void everyProjectionCanBeFoldedAnew() {
    for (var projection : PROJECTIONS) {
      var asked =
          system.operateProjections("POST", "/actuator/projections/" + projection + "/rebuild");
      assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
    }
    for (var projection : PROJECTIONS) {
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> {
            var answer = system.operateProjections("GET", "/actuator/projections/" + projection);
            var rebuild = JsonMapper.shared().readTree(answer.body()).path("rebuild");
            assertThat(rebuild.path("finishedAt").asString("")).as(answer.body()).isNotEmpty();
            assertThat(rebuild.path("error").asString("")).isEmpty();
            var difference = rebuild.path("difference");
            for (var kind : List.of("added", "removed", "changed")) {
              assertThat(difference.path(kind).asLong(-1)).as(answer.body()).isZero();
            }
          });
    }
    assertShows(otherPassenger, otherName);
    assertThat(system.tracesOf(name)).isEmpty();
  }

  @Test
  @Order(8)
  void bothServicesStartAgainWithWhatTheyKnow() {
    system.killTheCommandService();
    system.killTheQueryService();
    system.awaitReadiness();
    assertShows(otherPassenger, otherName);
    assertDoesNotShow(bookings(passenger));
  }

  private static String bookings(String passengerId) {
    return "/api/passengers/" + passengerId + "/bookings";
  }

  private void assertShows(String passengerId, String shown) {
    assertThat(system.query(bookings(passengerId)).toString()).contains(shown);
  }

  private void assertDoesNotShow(String path) {
    var answer = system.ask(path, "application/json");
    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
    assertThat(answer.body()).as(path).doesNotContain(name);
  }

  private String book(String passengerId, String passengerName, String seat) {
    return post(
        "/api/flights/" + flight + "/bookings",
        """
        {"passengerId":"%s","passengerName":"%s","seat":"%s","fareCents":19900}\
        """
            .formatted(passengerId, passengerName, seat));
  }

  private String post(String path, String body) {
    var answer = system.post(path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer.headers().firstValue("Consistency-Token").orElseThrow();
  }
}
