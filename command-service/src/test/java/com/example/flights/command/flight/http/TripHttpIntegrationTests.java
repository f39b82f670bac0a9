package com.example.flights.command.flight.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.command.RunningCommandService;
import dev.contrail.events.ConsistencyToken;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TripHttpIntegrationTests extends RunningCommandService {

  private static final String EARLY = "2001-01-01T06:00";
  private static final String OVERLAPPING = "2001-01-01T07:00";
  private static final String LATE = "2001-01-01T12:00";

  @Test
  void aPassengerSitsOnOneFlightAtOnce() throws Exception {
    var first = flight(EARLY);
    assertThat(book(first, "ada", "1A").statusCode()).isEqualTo(201);
    var overlapping = book(flight(OVERLAPPING), "ada", "1A");
    assertThat(overlapping.statusCode()).isEqualTo(409);
    assertThat(overlapping.body()).contains("passenger-elsewhere");
    assertThat(book(flight(LATE), "ada", "1A").statusCode()).isEqualTo(201);
  }

  /** Cure: the passenger's own seats are looked at, too; else one would free the other. */
  @Test
  void aPassengersBookingsHaveIdsOfTheirOwn() throws Exception {
    var body =
        """
        {"bookingId":"%s","passengerId":"hal","passengerName":"Hal","seat":"1A","fareCents":100}\
        """
            .formatted(UUID.randomUUID());
    var first = post("/api/flights/" + flight(EARLY) + "/bookings", body);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    var second = post("/api/flights/" + flight(LATE) + "/bookings", body);
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.body()).contains("booking-exists");
  }

  @Test
  void whoGivesASeatBackMaySitElsewhere() throws Exception {
    var first = flight(EARLY);
    var booking = body(book(first, "bob", "1A")).get("bookingId").stringValue();
    post("/api/flights/" + first + "/bookings/" + booking + "/cancellation", "");
    assertThat(book(flight(OVERLAPPING), "bob", "1A").statusCode()).isEqualTo(201);
  }

  @Test
  void whoseFlightIsCalledOffMaySitElsewhere() throws Exception {
    var first = flight(EARLY);
    for (var i = 0; i < 6; i++) {
      book(first, "carla-" + i, "1" + (char) ('A' + i));
    }
    var cancelled = post("/api/flights/" + first + "/cancellation", "{\"reason\":\"snow\"}");
    assertThat(cancelled.statusCode()).isEqualTo(200);
    assertThat(book(flight(OVERLAPPING), "carla-3", "1A").statusCode()).isEqualTo(201);
  }

  /** Cure: the token names one stream of a partition, however many were written to. */
  @Test
  void aFlightFullOfPassengersIsMovedAndCalledOff() throws Exception {
    var flight = flight(EARLY);
    for (var i = 0; i < 180; i++) {
      var passenger =
          "passenger-with-a-long-name-%s-%03d".formatted(UUID.randomUUID(), i).substring(0, 64);
      var booked = book(flight, passenger, (1 + i / 6) + "" + (char) ('A' + i % 6));
      assertThat(booked.statusCode()).as(booked.body()).isEqualTo(201);
    }
    var moved =
        post("/api/flights/" + flight + "/reschedule", "{\"departure\":\"%s\"}".formatted(LATE));
    var cancelled = post("/api/flights/" + flight + "/cancellation", "{\"reason\":\"snow\"}");
    for (var answer : List.of(moved, cancelled)) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Consistency-Token").flatMap(ConsistencyToken::decode))
          .isPresent();
    }
  }

  @Test
  void whoseFlightIsMovedSitsAtTheNewTime() throws Exception {
    var first = flight(EARLY);
    book(first, "dora", "1A");
    post("/api/flights/" + first + "/reschedule", "{\"departure\":\"%s\"}".formatted(LATE));
    assertThat(book(flight(OVERLAPPING), "dora", "1A").statusCode()).isEqualTo(201);
    assertThat(book(flight(LATE), "dora", "1A").statusCode()).isEqualTo(409);
  }

  @Test
  void aTripIsBookedAsAWholeOrNotAtAll() throws Exception {
    var one = flight(EARLY);
    var two = flight(LATE);
    book(two, "erik", "1A");
    var before = eventCount();
    assertThat(trip("fay", one, "1A", two, "1A").statusCode()).isEqualTo(409);
    assertThat(eventCount()).isEqualTo(before);
    var booked = trip("fay", one, "1A", two, "1B");
    assertThat(booked.statusCode()).isEqualTo(201);
    assertThat(body(booked).get("bookings")).hasSize(2);
    assertThat(eventCount()).isEqualTo(before + 4);
    assertThat(trip("gus", one, "2A", flight(OVERLAPPING), "2A").statusCode()).isEqualTo(409);
  }

  @Test
  void ofManyWhoWantTheSameTripOneGetsIt() throws Exception {
    for (var round = 0; round < 20; round++) {
      var one = flight(EARLY);
      var two = flight(LATE);
      var answers = new ArrayList<Future<HttpResponse<String>>>();
      try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (var racer = 0; racer < 16; racer++) {
          var passenger = "racer-" + round + "-" + racer;
          answers.add(callers.submit(() -> trip(passenger, one, "1A", two, "1A")));
        }
      }
      var winners = 0;
      for (var answer : answers) {
        winners += answer.get().statusCode() == 201 ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    }
  }

  private String flight(String departure) throws Exception {
    var id = UUID.randomUUID().toString();
    var answer =
        post(
            "/api/flights",
            """
            {"flightId":"%s","origin":"LAX","destination":"BNA","departure":"%s","distanceMiles":1797,"seats":180}\
            """
                .formatted(id, departure));
    assertThat(answer.statusCode()).isEqualTo(201);
    return id;
  }

  private HttpResponse<String> book(String flight, String passenger, String seat) throws Exception {
    return post(
        "/api/flights/" + flight + "/bookings",
        """
        {"passengerId":"%s","passengerName":"N","seat":"%s","fareCents":100}\
        """
            .formatted(passenger, seat));
  }

  private HttpResponse<String> trip(
      String passenger, String one, String seatOnOne, String two, String seatOnTwo)
      throws Exception {
    return post(
        "/api/trips",
        """
        {"passengerId":"%s","passengerName":"N","seats":[
          {"flightId":"%s","seat":"%s","fareCents":100},
          {"flightId":"%s","seat":"%s","fareCents":100}]}\
        """
            .formatted(passenger, one, seatOnOne, two, seatOnTwo));
  }
}
