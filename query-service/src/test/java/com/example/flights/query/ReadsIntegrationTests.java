package com.example.flights.query;

import static com.example.flights.query.Stories.FLIGHT;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.events.FlightEvents;
import dev.contrail.events.ConsistencyToken;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** What clients get, from the topic to the answer. */
@ToldService.Test
class ReadsIntegrationTests {

  @Autowired MockMvcTester mvc;

  private MvcTestResult get(String uri) {
    return mvc.get().uri(uri).header(ConsistencyToken.HEADER, ToldService.TOKEN).exchange();
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
  void theMonthsOfARoute() {
    assertThat(get("/api/routes/SEA-SFO/months?from=2001-03&to=2001-04"))
        .hasStatusOk()
        .bodyJson()
        .isStrictlyEqualTo(
            """
            {"items":[
             {"month":"2001-03","flights":1,"departures":1,"cancellations":0,"bookings":1,
              "bookingCancellations":0,"revenueCents":10002,"delayMinutes":15,"onTime":1,
              "onTimeShare":1.0},
             {"month":"2001-04","flights":1,"departures":1,"cancellations":0,"bookings":1,
              "bookingCancellations":0,"revenueCents":10003,"delayMinutes":30,"onTime":0,
              "onTimeShare":0.0}]}
            """);
  }

  @Test
  void whatLeavesAnAirportByDayAndMonth() {
    var first = get("/api/airports/SEA/days?limit=1");
    assertThat(first)
        .hasStatusOk()
        .containsHeader("Link")
        .bodyJson()
        .isLenientlyEqualTo(
            """
            {"items":[{"day":"2001-03-31","flights":2,"departures":2,"bookings":2,
             "revenueCents":20003,"delayMinutes":15,"onTime":2,"onTimeShare":1.0}]}
            """);
    assertThat(get("/api/airports/SEA/months?to=2001-03"))
        .bodyJson()
        .isLenientlyEqualTo("{\"items\":[{\"month\":\"2001-03\",\"flights\":2}]}");
    var link =
        String.valueOf(get("/api/airports/SEA/months?limit=1").getResponse().getHeader("Link"));
    assertThat(get(link.substring(1, link.indexOf('>'))))
        .doesNotContainHeader("Link")
        .bodyJson()
        .isLenientlyEqualTo(
            "{\"items\":[{\"month\":\"2001-04\",\"flights\":1,\"onTimeShare\":0.0}]}");
    assertThat(get("/api/airports/PDX/days")).bodyJson().isStrictlyEqualTo("{\"items\":[]}");
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
             "typeVersion":2,"data":{"seat":"2A"},"metadata":{"actor":"tester"},
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
        .isStrictlyEqualTo("{\"count\":18,\"maxPosition\":18,\"missing\":[]}");
  }
}
