package com.example.flights.command.flight.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.command.RunningCommandService;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A customer acts for himself; staff act for anybody. */
class OwnBookingsIntegrationTests extends RunningCommandService {

  private static final String FLIGHT =
      """
      {"flightId":"%s","origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55","distanceMiles":1797,"seats":12}\
      """;
  private static final String ALICE = customer("alice");
  private static final String BOB = customer("bob");

  @Test
  void aCustomerBooksForHimselfAndTheLogSaysSo() throws Exception {
    var booked = post(flight() + "/bookings", booking("alice", "1A"), "Authorization", ALICE);
    assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
    var actor =
        jdbc.sql("select metadata ->> 'actor' from event where position = :position")
            .param("position", body(booked).get("position").longValue())
            .query(String.class)
            .single();
    assertThat(actor).isEqualTo("alice");
  }

  /** Cure: what issuers give as subjects are ids of passengers, and each can be named in a path. */
  @ParameterizedTest
  @ValueSource(
      strings = {"auth0|5f7c", "google-oauth2|10", "f:2c6e:ann", "ann+1@example.com", ".ann"})
  void whoeverAnIssuerKnowsCanBookAndBeForgotten(String subject) throws Exception {
    var token = customer(subject);
    var booked = post(flight() + "/bookings", booking(subject, "1A"), "Authorization", token);
    assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
    var path = "/api/passengers/%s/personal-data".formatted(URLEncoder.encode(subject, UTF_8));
    var erased = send("DELETE", path, BodyPublishers.noBody(), "Authorization", token);
    assertThat(erased.statusCode()).as(erased.body()).isEqualTo(202);
  }

  /** Cure: a segment of dots alone is another path. */
  @ParameterizedTest
  @ValueSource(strings = {".", "..", "a/b", "a b", "", "ä"})
  void whoeverNoPathCanNameDoesNotBook(String subject) throws Exception {
    assertProblem(post(flight() + "/bookings", booking(subject, "1A")), 422, "invalid-content");
  }

  /** Cure: the passenger of a booking is compared with the subject. */
  @Test
  void aCustomerDoesNotBookForOthers() throws Exception {
    var flight = flight();
    var before = eventCount();
    var seat = post(flight + "/bookings", booking("alice", "1A"), "Authorization", BOB);
    assertProblem(seat, 403, "not-your-passenger");
    var trip =
        """
        {"passengerId":"alice","passengerName":"A","seats":[{"flightId":"%s","seat":"1A","fareCents":1}]}\
        """
            .formatted(flight.substring(flight.lastIndexOf('/') + 1));
    assertProblem(post("/api/trips", trip, "Authorization", BOB), 403, "not-your-passenger");
    assertThat(eventCount()).isEqualTo(before);
  }

  /** Cure: to a customer, others' bookings are not there. */
  @Test
  void aForeignBookingAnswersAsAnUnknownOne() throws Exception {
    var flight = flight();
    var booked = post(flight + "/bookings", booking("carol", "1A"));
    var foreign = flight + "/bookings/" + body(booked).get("bookingId").stringValue();
    var unknown = flight + "/bookings/" + UUID.randomUUID();
    var answer = post(foreign + "/cancellation", "", "Authorization", BOB);
    assertProblem(answer, 404, "booking-unknown");
    var same = post(unknown + "/cancellation", "", "Authorization", BOB);
    assertThat(withoutIds(answer, foreign)).isEqualTo(withoutIds(same, unknown));
    assertThat(answer.headers().map().keySet()).isEqualTo(same.headers().map().keySet());

    var hers = post(foreign + "/cancellation", "", "Authorization", customer("carol"));
    assertThat(hers.statusCode()).as(hers.body()).isEqualTo(200);
  }

  @Test
  void staffCancelForAnybody() throws Exception {
    var flight = flight();
    var booked = post(flight + "/bookings", booking("dave", "1A"));
    var path = flight + "/bookings/" + body(booked).get("bookingId").stringValue();
    assertThat(post(path + "/cancellation", "").statusCode()).isEqualTo(200);
  }

  /** Cure: a line of a batch needs the scope that the same command needs by itself. */
  @Test
  void aBatchGivesNoScopeThatTheTokenHasNot() throws Exception {
    var id = UUID.randomUUID();
    var lines =
        """
        {"type":"schedule-flight",%s
        {"type":"book-seat","flightId":"%s",%s
        {"type":"cancel-booking","flightId":"%s","bookingId":"%s"}
        """
            .formatted(
                FLIGHT.formatted(id).substring(1),
                id,
                booking("erin", "1A").substring(1),
                id,
                UUID.randomUUID());
    var planner = "Bearer " + ISSUER.token("planner", "flights:write");
    var answer =
        post(
            "/api/flights/batch",
            lines,
            "Content-Type",
            "application/x-ndjson",
            "Authorization",
            planner);
    assertThat(answer.body().lines().map(line -> json.readTree(line).get("status").intValue()))
        .containsExactly(201, 403, 403);
  }

  private static String withoutIds(HttpResponse<String> answer, String path) {
    return answer.body().replace(path, "");
  }

  private static String customer(String subject) {
    return "Bearer " + ISSUER.token(subject, "bookings:write", "bookings:read");
  }

  private String flight() throws Exception {
    var id = UUID.randomUUID();
    assertThat(post("/api/flights", FLIGHT.formatted(id)).statusCode()).isEqualTo(201);
    return "/api/flights/" + id;
  }

  private static String booking(String passenger, String seat) {
    return """
    {"passengerId":"%s","passengerName":"N","seat":"%s","fareCents":100}\
    """
        .formatted(passenger, seat);
  }

  private void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("urn:contrail:problem:" + code + "\"");
  }
}
