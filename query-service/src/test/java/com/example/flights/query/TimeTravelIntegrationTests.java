package com.example.flights.query;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.events.FlightEvents;
import dev.contrail.events.ChainedEvent;
import dev.contrail.query.projection.Projection;
import dev.contrail.query.projection.PureFold;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the service says of the past equals the offline fold of the events up to then. Red where the
 * journal is read before it is complete, and where only the last state of a batch is kept.
 */
@RandomlyToldService.Test
class TimeTravelIntegrationTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NEXT = Pattern.compile("<(.*)>; rel=\"next\"");
  private static final String FOR_EVER = "max-age=31536000, private, immutable";

  private record Row(Map<String, Object> components) {
    Object get(String component) {
      return requireNonNull(components.get(component), component);
    }
  }

  @Autowired MockMvcTester mvc;
  @Autowired List<Projection<?, ?, ?>> projections;

  private final List<ChainedEvent> log = RandomlyToldService.log();
  private final Random random = RandomlyToldService.random();

  private MvcTestResult get(String uri) {
    return mvc.get().uri(uri).header("Prefer", "wait=30").exchange();
  }

  private static JsonNode body(MvcTestResult result) {
    try {
      return JSON.readTree(result.getResponse().getContentAsString());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The rows of a projection by the values of their components, after some events. */
  private List<Row> rows(String name, List<ChainedEvent> events) {
    var projection =
        projections.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    return PureFold.rows(projection, events).stream()
        .map(row -> new Row(PureFold.components(row)))
        .toList();
  }

  private List<ChainedEvent> until(Instant time) {
    return log.stream().filter(one -> !one.event().recordedAt().isAfter(time)).toList();
  }

  /** At an event or between two, never the last one. */
  private Instant time() {
    var at = log.get(random.nextInt(log.size() - 1)).event().recordedAt();
    return random.nextBoolean() ? at : at.plusNanos(1_000L * random.nextInt(1_000));
  }

  private List<JsonNode> pages(String first, String cacheControl) {
    var items = new ArrayList<JsonNode>();
    String uri = first;
    while (uri != null) {
      var result = get(uri);
      assertThat(result).hasStatusOk().hasHeader("Cache-Control", cacheControl);
      body(result).get("items").forEach(items::add);
      var link = NEXT.matcher(String.valueOf(result.getResponse().getHeader("Link")));
      uri = link.matches() ? link.group(1) : null;
    }
    return items;
  }

  @Test
  void aListIsWhatItWas() {
    for (var i = 0; i < 8; i++) {
      var time = time();
      var expected =
          rows("flight_board", until(time)).stream()
              .filter(row -> row.get("origin").equals("LAX"))
              .sorted(byDepartureAnd("flightId"))
              .map(row -> row.get("flightId") + " " + row.get("position"))
              .toList();
      var shown =
          pages("/api/flights?origin=LAX&limit=7&asOf=" + time, FOR_EVER).stream()
              .map(flight -> flight.get("flightId").asString() + " " + flight.get("position"))
              .toList();
      assertThat(shown).as("%s", time).isEqualTo(expected);
    }
  }

  @Test
  void aPassengersBookingsAreWhatTheyWere() {
    for (var i = 0; i < 8; i++) {
      var time = time();
      var expected =
          rows("passenger_bookings", until(time)).stream()
              .filter(row -> row.get("passengerId").equals("p-1"))
              .sorted(byDepartureAnd("bookingId"))
              .map(row -> row.get("bookingId") + " " + row.get("position"))
              .toList();
      var shown =
          pages("/api/passengers/p-1/bookings?limit=500&asOf=" + time, "no-store").stream()
              .map(booking -> booking.get("bookingId").asString() + " " + booking.get("position"))
              .toList();
      assertThat(shown).as("%s", time).isEqualTo(expected);
    }
  }

  /** PostgreSQL orders UUIDs by their bytes, as their text is. */
  private static Comparator<Row> byDepartureAnd(String id) {
    return Comparator.comparing((Row row) -> (LocalDateTime) row.get("departure"))
        .thenComparing(row -> String.valueOf(row.get(id)))
        .thenComparing(row -> String.valueOf(row.get("flightId")));
  }

  @Test
  void theCubeIsWhatItWas() {
    for (var i = 0; i < 8; i++) {
      var time = time();
      var expected =
          rows("route_day", until(time)).stream()
              .filter(
                  row -> row.get("origin").equals("LAX") && row.get("destination").equals("JFK"))
              .sorted(Comparator.comparing(row -> (LocalDate) row.get("day")))
              .map(row -> JSON.readTree(JSON.writeValueAsString(shownDay(row))))
              .toList();
      assertThat(pages("/api/routes/LAX-JFK/days?limit=2&asOf=" + time, FOR_EVER))
          .as("%s", time)
          .isEqualTo(expected);
    }
  }

  private static Map<String, Object> shownDay(Row row) {
    var shown = new HashMap<>(row.components());
    shown.remove("origin");
    shown.remove("destination");
    shown.put("day", String.valueOf(row.get("day")));
    var departures = (int) row.get("departures");
    if (departures > 0) {
      shown.put("onTimeShare", (double) (int) row.get("onTime") / departures);
    }
    return shown;
  }

  @Test
  void aFlightAndItsSeatsAreWhatTheyWere() {
    for (var i = 0; i < 30; i++) {
      var event = log.get(random.nextInt(log.size())).event();
      var flight = FlightEvents.flightId(event.streamId());
      var time = time();
      assertSingle(
          flight,
          "version=" + event.streamVersion(),
          upToVersion(event.streamId(), event.streamVersion()));
      assertSingle(flight, "asOf=" + time, until(time));
    }
  }

  private List<ChainedEvent> upToVersion(String stream, long version) {
    return log.stream()
        .filter(one -> one.event().streamId().equals(stream))
        .filter(one -> one.event().streamVersion() <= version)
        .toList();
  }

  private void assertSingle(UUID flight, String parameter, List<ChainedEvent> events) {
    var board = get("/api/flights/" + flight + "?" + parameter);
    var seats = get("/api/flights/" + flight + "/seats?" + parameter);
    var stream =
        events.stream()
            .filter(one -> one.event().streamId().equals(FlightEvents.streamId(flight)))
            .toList();
    if (stream.isEmpty()) {
      assertThat(board).hasStatus(404).hasHeader("Cache-Control", "no-cache");
      assertThat(seats).hasStatus(404);
      return;
    }
    assertFlight(board, rows("flight_board", stream).getFirst());
    assertSeats(seats, rows("seat_map", stream).getFirst());
  }

  private static void assertFlight(MvcTestResult board, Row row) {
    assertThat(board).hasStatusOk().hasHeader("Cache-Control", FOR_EVER);
    assertThat(body(board).get("version").asLong()).isEqualTo(row.get("streamVersion"));
    assertThat(body(board).get("seatsLeft").asInt())
        .isEqualTo(180 - (Integer) row.get("seatsBooked"));
    assertThat(body(board).get("status").asString())
        .isEqualToIgnoringCase(row.get("status").toString());
  }

  private static void assertSeats(MvcTestResult seats, Row map) {
    var booked =
        body(seats)
            .get("seats")
            .valueStream()
            .filter(seat -> seat.get("status").asString().equals("booked"))
            .map(seat -> seat.get("seat").asString())
            .collect(Collectors.toSet());
    assertThat(booked).containsExactlyInAnyOrderElementsOf(shownSeats(map));
    assertThat(body(seats).get("version").asLong()).isEqualTo(map.get("streamVersion"));
  }

  /** Random stories book seats that a plane of this size does not have. */
  private static List<String> shownSeats(Row map) {
    return ((List<?>) map.get("booked"))
        .stream()
            .map(String::valueOf)
            .filter(seat -> Integer.parseInt(seat.replace("A", "")) <= 30)
            .toList();
  }
}
