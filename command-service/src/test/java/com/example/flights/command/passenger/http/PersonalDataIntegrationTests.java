package com.example.flights.command.passenger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.example.flights.command.RunningCommandService;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A passenger's name, from the booking that brings it to the erasure that takes it. */
class PersonalDataIntegrationTests extends RunningCommandService {

  private static final String FLIGHT =
      """
      {"origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55","distanceMiles":1797,"seats":12}\
      """;

  private final String passenger = "p-" + UUID.randomUUID();
  private final String name = "Zenobia " + UUID.randomUUID();

  @Test
  void theNameIsSealedAndThePassengerIsNot() throws Exception {
    book("1A");
    var data =
        jdbc.sql(
                """
                select data::text from event
                where type = 'seat-booked' and data ->> 'passengerId' = :passenger
                """)
            .param("passenger", passenger)
            .query(String.class)
            .single();
    assertThat(data).contains(passenger).contains("\"passengerName\":\"eyJ").doesNotContain(name);
  }

  @Test
  void anErasureLeavesNothingThatCanBeRead() throws Exception {
    book("1A");
    assertThat(body(report(OPERATOR)).get("readable").booleanValue()).isTrue();
    var erased = erase(OPERATOR);
    assertThat(erased.statusCode()).as(erased.body()).isEqualTo(202);
    assertThat(body(erased).get("keysDestroyed").intValue()).isEqualTo(1);
    assertThat(erased.headers().firstValue("Location")).hasValue(path());
    await()
        .untilAsserted(() -> {
          var report = body(report(OPERATOR));
          assertThat(report.get("readable").booleanValue()).isFalse();
          assertThat(report.get("keys").get(0).get("published").booleanValue()).isTrue();
          assertThat(report.get("erasures").get(0).get("requestedBy").stringValue())
              .isEqualTo("operator");
          assertThat(report.get("lookedAt").toString())
              .contains("event, seat-booked, passengerName", "snapshot", "command_outcome");
        });
  }

  @Test
  void anErasureMayBeRepeated() throws Exception {
    book("1A");
    assertThat(erase(OPERATOR).statusCode()).isEqualTo(202);
    var again = erase(OPERATOR);
    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(body(again).get("keysDestroyed").intValue()).isZero();
    assertThat(body(report(OPERATOR)).get("erasures")).hasSize(1);
  }

  /** Who comes back has a new key, and what was erased stays so. */
  @Test
  void whoBooksAgainAfterAnErasureHasANewKey() throws Exception {
    book("1A");
    erase(OPERATOR);
    book("2B");
    var report = body(report(OPERATOR));
    assertThat(report.get("readable").booleanValue()).isTrue();
    assertThat(report.get("keys")).hasSize(2);
    assertThat(report.get("lookedAt").get(0).get("found").longValue()).isEqualTo(2);
    assertThat(report.get("lookedAt").get(0).get("readable").longValue()).isEqualTo(1);
  }

  /** Cure: the subject of the token is compared. */
  @Test
  void aPassengerErasesHimselfAndNobodyElse() throws Exception {
    book("1A");
    var other = "Bearer " + ISSUER.token("somebody", "bookings:write");
    assertThat(erase(other).statusCode()).isEqualTo(404);
    assertThat(report(other).statusCode()).isEqualTo(404);
    assertThat(body(report(OPERATOR)).get("readable").booleanValue()).isTrue();
    var himself = "Bearer " + ISSUER.token(passenger, "bookings:write");
    assertThat(erase(himself).statusCode()).isEqualTo(202);
    var own = body(report(himself));
    assertThat(own.get("readable").booleanValue()).isFalse();
    assertThat(own.get("erasures")).hasSize(1);
    assertThat(own.get("lookedAt")).as("what only operators have searched").isEmpty();
  }

  /** Cure: what is put into an address is encoded for it. */
  @Test
  void whereTheReportIsIsSaidOfAnyId() throws Exception {
    for (var id : new String[] {"a%20b", "a%3Fb=c%26d", "a%23b", "%C3%A9", "%7Ba%7D", "a:@b"}) {
      var address = URI.create("/api/passengers/" + id + "/personal-data");
      var erased =
          send("DELETE", address.toString(), BodyPublishers.noBody(), "Authorization", OPERATOR);
      assertThat(erased.statusCode()).as(id).isEqualTo(202);
      var report = URI.create(erased.headers().firstValue("Location").orElseThrow());
      assertThat(report.getPath()).isEqualTo(address.getPath());
      assertThat(report.getRawQuery()).as(id).isNull();
      assertThat(report.getRawFragment()).as(id).isNull();
    }
  }

  @Test
  void ofAStrangerThereIsNothing() throws Exception {
    var erased = erase(OPERATOR);
    assertThat(erased.statusCode()).isEqualTo(202);
    assertThat(body(erased).get("keysDestroyed").intValue()).isZero();
    assertThat(body(report(OPERATOR)).get("keys")).isEmpty();
  }

  private void book(String seat) throws Exception {
    var flight = body(post("/api/flights", FLIGHT)).get("flightId").stringValue();
    var departure = seat.equals("1A") ? "01" : "02";
    post(
        "/api/flights/" + flight + "/reschedule",
        "{\"departure\":\"2001-02-%sT06:55\"}".formatted(departure));
    var booked =
        post(
            "/api/flights/" + flight + "/bookings",
            """
            {"passengerId":"%s","passengerName":"%s","seat":"%s","fareCents":1}\
            """
                .formatted(passenger, name, seat));
    assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
    assertThat(booked.body()).doesNotContain(name);
  }

  private String path() {
    return "/api/passengers/" + passenger + "/personal-data";
  }

  private HttpResponse<String> erase(String token) throws Exception {
    return send("DELETE", path(), BodyPublishers.noBody(), "Authorization", token);
  }

  private HttpResponse<String> report(String token) throws Exception {
    return send("GET", path(), BodyPublishers.noBody(), "Authorization", token);
  }
}
