package com.example.flights.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a command to a read table, over HTTP through both services, on all sample flights. */
@ExtendWith(SharedSystem.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WholePathIntegrationTests {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int WRITES = 200;

  private RunningSystem system;

  @BeforeAll
  void start(RunningSystem system) {
    this.system = system;
  }

  @Test
  @Order(1)
  void allReportedFlightsArriveInTheCubeExactlyOnce() {
    var before = Instant.now();
    var loaded =
        system
            .agent()
            .loader()
            .load(SampleFlights.asReported(RunningSystem.PROJECT).iterator(), so -> {});
    Measured.say("4,000 commands loaded", Duration.between(before, Instant.now()));
    assertThat(loaded.refused()).as(loaded.firstRefusal()).isZero();
    assertThat(loaded.accepted()).isEqualTo(4_000);

    var expected =
        Cube.ofReports(RunningSystem.PROJECT.resolve("samples").resolve("flights-2k.json"));
    await().atMost(LIMIT).until(() -> system.agent().journal().path("count").asLong() >= 4_000);
    Measured.say("4,000 events in the journal", Duration.between(before, Instant.now()));
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(expected.asRead(system)).isEqualTo(expected.cells()));
    assertThat(expected.cells().values().stream().mapToInt(Cube.Cell::flights).sum())
        .isEqualTo(2_000);
  }

  @Test
  @Order(2)
  void theJournalHoldsTheWholeLog() {
    var completeness = system.agent().journal();
    long head = system.backing().askTheLog("select max(position) from event");
    assertThat(completeness.path("count").asLong()).isEqualTo(head);
    assertThat(completeness.path("maxPosition").asLong()).isEqualTo(head);
    assertThat(system.backing().askTheLog("select count(*) from event")).isEqualTo(head);
  }

  @Test
  @Order(3)
  void loadingAgainChangesNothing() {
    long head = system.backing().askTheLog("select max(position) from event");
    var loaded =
        system
            .agent()
            .loader()
            .load(SampleFlights.asReported(RunningSystem.PROJECT).iterator(), so -> {});
    assertThat(loaded.accepted()).isEqualTo(4_000);
    assertThat(system.backing().askTheLog("select max(position) from event")).isEqualTo(head);
  }

  @Test
  @Order(4)
  void aReadWithTheTokenOfAWriteShowsIt() {
    var lags = new ArrayList<Duration>();
    var last = "";
    for (int i = 0; i < WRITES; i++) {
      var id = new UUID(0x0000_0000_0000_4000L, 0x8000_0000_0000_0000L + i);
      var answer = system.agent().schedule(id, "LAX-BNA", "2001-04-01T06:55");
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      var token = answer.headers().firstValue("Consistency-Token").orElseThrow();
      var before = Instant.now();
      var flight = system.agent().query("/api/flights/" + id, token);
      lags.add(Duration.between(before, Instant.now()));
      assertThat(flight.path("flightId").asString()).isEqualTo(id.toString());
      last = token;
    }
    passes(last);
    lags.sort(null);
    Measured.say("answer to visible, median of " + WRITES, lags.get(WRITES / 2));
    Measured.say("answer to visible, 95 of 100", lags.get(WRITES * 95 / 100));
  }

  /** Every read table comes by, some later than others. */
  private void passes(String token) {
    await()
        .untilAsserted(() ->
            assertThat(system.agent().query("/api/passages", token).path("projections"))
                .hasSizeGreaterThan(3)
                .allMatch(one -> one.has("passedAt"))
                .allMatch(
                    one -> !Instant.parse(one.path("passedAt").asString()).isAfter(Instant.now())));
  }

  @Test
  @Order(5)
  void everyExampleOfTheApisDescriptionWorks() throws Exception {
    assertThat(new DescribedExamples(system).wrong()).isEmpty();
  }

  /** Cure: the descriptions are made of the code, so that what is made of them fits it. */
  @Test
  @Order(6)
  void aGeneratedClientDoesTheWholeFlow() throws Exception {
    var clients = new GeneratedClients(system);
    var flight = UUID.randomUUID();
    var scheduled = clients.schedule(flight);
    assertThat(scheduled.getStatusCode()).isEqualTo(201);
    var key = "client-" + flight;
    var booked = clients.book(flight, "1A", key, GeneratedClients.header(scheduled, "ETag"));
    assertThat(clients.seatsLeft(flight, booked)).isEqualTo(5);
    assertThat(clients.book(flight, "1A", key, null).getData()).isEqualTo(booked.getData());

    var type = "urn:contrail:problem:";
    assertThat(clients.problemOf(409, () -> clients.book(flight, "1A", key + "2", null)).getType())
        .hasToString(type + "seat-taken");
    assertThat(clients.problemOf(422, () -> clients.book(flight, "1B", key, null)).getType())
        .hasToString(type + "idempotency-key-reused");
    var old = GeneratedClients.header(scheduled, "ETag");
    assertThat(clients.problemOf(412, () -> clients.book(flight, "1C", key + "3", old)).getType())
        .hasToString(type + "precondition-failed");
    var invalid = clients.problemOf(422, () -> clients.book(flight, "nowhere", key + "4", null));
    assertThat(invalid.getErrors()).extracting(error -> error.getField()).containsExactly("seat");

    var cancelled = clients.cancel(flight, booked.getData().getBookingId());
    assertThat(clients.seatsLeft(flight, cancelled)).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"time-travel.md", "journal.md", "watches.md", "live.md"})
  @Order(7)
  void theCommandsOfThePagesWorkAsPrinted(String page) throws Exception {
    new PageCommands(page).run(system);
  }
}
