package com.example.flights.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A passenger's name, through both services and out again: it is shown to who may see it, is
 * written down nowhere, and after its erasure is nowhere at all, while everything else stays.
 */
@ExtendWith(SharedSystem.class)
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
  void start(RunningSystem system) {
    this.system = system;
  }

  @Test
  @Order(1)
  void aNameIsShownToWhoMayAndWrittenDownNowhere() {
    accepted(system.agent().schedule(flight, "ZRH-KEF", "2001-04-01T06:55"));
    var token = book(passenger, name, "1A");
    book(otherPassenger, otherName, "1B");
    assertThat(system.agent().query(bookings(passenger), token).toString()).contains(name);
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
  void anErasureIsHeardOfByAllWhoWatch() {
    try (var watched = system.agent().follow(bookings(passenger))) {
      await().atMost(LIMIT).until(() -> lastShown(watched).contains(name));
      var uri = system.commands().resolve(personalData());
      var erased = system.operator().send("DELETE", uri, "");
      assertThat(erased.statusCode()).as(erased.body()).isEqualTo(202);
      await().atMost(LIMIT).until(() -> watched.has("reset"));
      await().atMost(LIMIT).until(() -> !lastShown(watched).contains(name));
    }
  }

  private static String lastShown(LiveView view) {
    return view.lines().stream()
        .filter(line -> line.contains("bookingId"))
        .reduce("", (_, last) -> last);
  }

  @Test
  @Order(3)
  void afterwardsTheNameIsNowhere() {
    await().atMost(LIMIT).untilAsserted(() -> assertDoesNotShow(bookings(passenger)));
    assertThat(system.agent().query(bookings(passenger)).toString()).contains(passenger);
    for (var path :
        List.of(
            bookings(passenger) + "?asOf=" + before,
            "/api/events",
            "/api/flights/" + flight,
            "/api/flights/" + flight + "/seats",
            "/api/flights?origin=ZRH")) {
      assertDoesNotShow(path);
    }
    assertThat(system.agent().ask("/api/events", "application/x-ndjson").body())
        .contains(passenger)
        .doesNotContain(name);
    assertThat(system.tracesOf(name)).isEmpty();
    var wrapped =
        system
            .backing()
            .askTheLog(
                "select count(*) from personal_key where wrapped is not null and subject = '"
                    + passenger
                    + "'");
    assertThat(wrapped).isZero();
  }

  @Test
  @Order(4)
  void everybodyElseIsStillThere() {
    assertShows(otherPassenger, otherName);
    assertThat(system.agent().query(bookings(otherPassenger) + "?asOf=" + before).toString())
        .contains(otherName);
  }

  @Test
  @Order(5)
  void theReportsSayWhatIsLeft() {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> {
          assertThat(report(system.commands()))
              .contains("\"readable\":false", "\"published\":true");
        });
    assertThat(report(system.queries())).contains("\"readable\":false", "destroyedAt");
  }

  private String report(URI service) {
    return system.operator().send("GET", service.resolve(personalData()), "").body();
  }

  @Test
  @Order(6)
  void theLogHolds() {
    var uri = system.commandManagement().resolve("/actuator/logverify");
    assertThat(system.operator().send("GET", uri, "").body().strip().lines().toList().getLast())
        .contains("sound");
  }

  /** Projections fold ciphertext: with the key or without, the rows are the same. */
  @Test
  @Order(7)
  void everyProjectionCanBeFoldedAnew() {
    PROJECTIONS.forEach(projection -> system.projections().act(projection, "rebuild"));
    for (var projection : PROJECTIONS) {
      await()
          .atMost(LIMIT)
          .untilAsserted(() -> {
            var rebuild = system.projections().rebuild(projection);
            assertThat(rebuild.path("finishedAt").asString("")).as("%s", rebuild).isNotEmpty();
            assertThat(rebuild.path("error").asString("")).isEmpty();
            var difference = rebuild.path("difference");
            for (var kind : List.of("added", "removed", "changed")) {
              assertThat(difference.path(kind).asLong(-1)).as("%s", rebuild).isZero();
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

  private String personalData() {
    return "/api/passengers/" + passenger + "/personal-data";
  }

  private static String bookings(String passengerId) {
    return "/api/passengers/" + passengerId + "/bookings";
  }

  private void assertShows(String passengerId, String shown) {
    assertThat(system.agent().query(bookings(passengerId)).toString()).contains(shown);
  }

  private void assertDoesNotShow(String path) {
    var answer = system.agent().ask(path, "application/json");
    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
    assertThat(answer.body()).as(path).doesNotContain(name);
  }

  private String book(String passengerId, String passengerName, String seat) {
    return accepted(system.agent().book(flight, seat, passengerId, passengerName));
  }

  /** With the token of what was written. */
  private static String accepted(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer.headers().firstValue("Consistency-Token").orElseThrow();
  }
}
