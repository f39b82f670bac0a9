package com.example.flights.command.flight.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.command.RunningCommandService;
import dev.contrail.events.ConsistencyToken;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlightHttpIntegrationTests extends RunningCommandService {

  private static final String FLIGHT =
      """
      {"origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55","distanceMiles":1797,"seats":12}\
      """;

  /** Tests share a database, and a passenger sits on one flight at once. */
  private final String booking =
      """
      {"passengerId":"%s","passengerName":"Zoë Ünal","seat":"1A","fareCents":19900}\
      """
          .formatted(UUID.randomUUID());

  private String scheduled() throws Exception {
    return "/api/flights/" + body(post("/api/flights", FLIGHT)).get("flightId").stringValue();
  }

  @Test
  void aScheduledFlightTellsWhereItIsAndHowToReadIt() throws Exception {
    var answer = post("/api/flights", FLIGHT);
    assertThat(answer.statusCode()).isEqualTo(201);
    var id = body(answer).get("flightId").stringValue();
    assertThat(answer.headers().firstValue("Location")).contains("/api/flights/" + id);
    assertThat(answer.headers().firstValue("ETag")).contains("\"1\"");
    var token =
        ConsistencyToken.decode(answer.headers().firstValue("Consistency-Token").orElseThrow());
    assertThat(token.orElseThrow().positions())
        .containsEntry("flight-" + id, body(answer).get("position").longValue());
  }

  @Test
  void theLifeOfAFlight() throws Exception {
    var flight = scheduled();
    var booked = post(flight + "/bookings", booking);
    assertThat(booked.statusCode()).isEqualTo(201);
    var live = flight + "/bookings/" + body(booked).get("bookingId").stringValue();
    assertThat(booked.headers().firstValue("Location")).contains(live);
    assertThat(post(flight + "/reschedule", "{\"departure\":\"2001-01-02T00:05\"}").statusCode())
        .isEqualTo(200);
    assertThat(post(live + "/cancellation", "").statusCode()).isEqualTo(200);
    var departed = post(flight + "/departure", "{\"delayMinutes\":-19}");
    assertThat(departed.headers().firstValue("ETag")).contains("\"5\"");
    assertProblem(post(flight + "/cancellation", "{\"reason\":\"snow\"}"), 409, "flight-departed");
  }

  @Test
  void aSeatIsBookedOnceHoweverManyTry() throws Exception {
    var flight = scheduled();
    var answers = inParallel(64, () -> post(flight + "/bookings", booking));
    assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() != 201)
        .allSatisfy(answer -> assertProblem(answer, 409, "seat-taken"));
  }

  @Test
  void theSameKeyAndBodyHasOneEffectAndOneAnswer() throws Exception {
    var flight = scheduled();
    var before = eventCount();
    var key = UUID.randomUUID().toString();
    var answers = inParallel(20, () -> post(flight + "/bookings", booking, "Idempotency-Key", key));
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201);
    assertThat(answers.stream().map(HttpResponse::body).distinct()).hasSize(1);
    assertThat(
            answers.stream().map(a -> a.headers().firstValue("Location").orElseThrow()).distinct())
        .hasSize(1);
    assertThat(eventCount()).isEqualTo(before + 2);
    assertProblem(
        post(flight + "/bookings", booking.replace("1A", "1B"), "Idempotency-Key", key),
        422,
        "idempotency-key-reused");
  }

  @Test
  void aFlightWithoutIdIsScheduledOnceForItsKey() throws Exception {
    var key = UUID.randomUUID().toString();
    var first = post("/api/flights", FLIGHT, "Idempotency-Key", key);
    assertThat(post("/api/flights", FLIGHT, "Idempotency-Key", key).body()).isEqualTo(first.body());
  }

  @Test
  void aPreconditionIsChecked() throws Exception {
    var flight = scheduled();
    assertThat(post(flight + "/bookings", booking, "If-Match", "\"1-g3\"").statusCode())
        .isEqualTo(201);
    assertProblem(
        post(flight + "/cancellation", "{\"reason\":\"x\"}", "If-Match", "\"1\""),
        412,
        "precondition-failed");
    assertProblem(
        post(flight + "/cancellation", "{\"reason\":\"x\"}", "If-Match", "W/\"1\""),
        400,
        "malformed-header");
    var id = flight.substring(flight.lastIndexOf('/') + 1);
    assertProblem(
        post(
            "/api/flights",
            FLIGHT.replace("{", "{\"flightId\":\"" + id + "\","),
            "If-None-Match",
            "*"),
        412,
        "precondition-failed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{\"origin\":\"LAX\"}{}",
        "{\"origin\":\"LAX\",\"more\":1}",
        "{\"origin\":7}",
        "{\"departure\":\"yesterday\"}",
        "{\"seats\":1e400}",
        "{\"seats\":99999999999999999999}",
        "{\"flightId\":\"x\"}"
      })
  void malformedBodiesAreProblems(String body) throws Exception {
    assertProblem(post("/api/flights", body), 400, "malformed-request");
  }

  @ParameterizedTest
  @CsvSource({
    "\"origin\":\"LAX\",\"origin\":\"lax\"",
    "\"seats\":12,\"seats\":0",
    "\"seats\":12,\"seats\":854",
    "\"departure\":\"2001-01-01T06:55\",\"departure\":\"9999-01-01T06:55\"",
    "\"distanceMiles\":1797,\"distanceMiles\":-1"
  })
  void contentThatBreaksARuleNamesTheField(String right, String wrong) throws Exception {
    var answer = post("/api/flights", FLIGHT.replace(right, wrong));
    assertProblem(answer, 422, "invalid-content");
    assertThat(body(answer).get("errors")).isNotEmpty();
  }

  @Test
  void whatIsNotThereIsNotFound() throws Exception {
    var unknown = "/api/flights/" + UUID.randomUUID();
    assertProblem(post(unknown + "/bookings", booking), 404, "flight-unknown");
    assertProblem(post(unknown + "/departure", "{\"delayMinutes\":0}"), 404, "flight-unknown");
    assertProblem(
        post(scheduled() + "/bookings/" + UUID.randomUUID() + "/cancellation", ""),
        404,
        "booking-unknown");
    assertProblem(post("/api/nothing", "{}"), 403, "forbidden");
  }

  @Test
  void otherWrongRequestsAreProblems() throws Exception {
    assertProblem(
        send("DELETE", "/api/flights", BodyPublishers.noBody()), 405, "method-not-allowed");
    assertProblem(
        post("/api/flights", FLIGHT, "Content-Type", "text/plain"), 415, "unsupported-media-type");
    assertProblem(post("/api/flights/7/departure", "{\"delayMinutes\":0}"), 400, "bad-request");
    assertProblem(post("/api/flights", " ".repeat(70_000)), 413, "too-large");
    assertProblem(
        send(
            "POST",
            "/api/flights",
            BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(new byte[70_000]))),
        413,
        "too-large");
    assertProblem(post("/api/flights", FLIGHT, "Idempotency-Key", "a b"), 400, "malformed-header");
  }

  private void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(body(answer).get("type").stringValue()).isEqualTo("urn:contrail:problem:" + code);
    assertThat(answer.body()).doesNotContainIgnoringCase("exception", "select ", "dev.contrail");
  }

  private static <T> ArrayList<T> inParallel(int times, Callable<T> call) throws Exception {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var futures = new ArrayList<Future<T>>();
      for (var i = 0; i < times; i++) {
        futures.add(callers.submit(call));
      }
      var results = new ArrayList<T>();
      for (var future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
