package com.example.flights.query.board;

import com.example.flights.events.FlightEvents;
import dev.contrail.query.consistency.ReadableStreams;
import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Page;
import dev.contrail.query.http.PageCursor;
import dev.contrail.query.http.Parameters;
import dev.contrail.web.Problem;
import dev.contrail.web.StreamEtag;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Search for flights, and a single one. */
@RestController
@RequestMapping("/api/flights")
@Reads(FlightBoard.NAME)
final class FlightController {

  static final int MAX_LIMIT = 500;
  static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);
  static final LocalDateTime LAST = LocalDateTime.of(10_000, 1, 1, 0, 0);
  private static final Pattern AIRPORT = Pattern.compile("[A-Z]{3}");

  private final Flights flights;
  private final ReadableStreams streams;

  FlightController(Flights flights, ReadableStreams streams) {
    this.flights = flights;
    this.streams = streams;
  }

  record After(LocalDateTime departure, UUID flightId) {

    static final After NOTHING = new After(FIRST.minusYears(1), new UUID(0, 0));

    static After parse(List<String> parts) {
      return new After(
          Parameters.localDateTime("after", parts.get(0), FIRST), UUID.fromString(parts.get(1)));
    }
  }

  /** Flights in the order of their departure; times are local times of the origin. */
  @GetMapping
  ResponseEntity<Page<Flight>> search(
      @RequestParam(name = "origin", required = false) @Nullable String origin,
      @RequestParam(name = "destination", required = false) @Nullable String destination,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") int limit) {
    var fits = Parameters.limit(limit, MAX_LIMIT);
    var begin = Parameters.localDateTime("from", from, FIRST);
    var end = Parameters.localDateTime("to", to, LAST);
    var key = after == null ? After.NOTHING : PageCursor.parse(after, After::parse);
    var found =
        find(
            airport("origin", origin),
            airport("destination", destination),
            begin,
            end,
            key,
            fits + 1);
    return Page.of(found, fits, flight -> PageCursor.of(flight.departure(), flight.flightId()));
  }

  private List<Flight> find(
      @Nullable String origin,
      @Nullable String destination,
      LocalDateTime from,
      LocalDateTime to,
      After after,
      int limit) {
    var departure = after.departure();
    var id = after.flightId();
    if (origin != null && destination != null) {
      return flights.ofRoute(origin, destination, from, to, departure, id, limit);
    } else if (origin != null) {
      return flights.ofOrigin(origin, from, to, departure, id, limit);
    } else if (destination != null) {
      return flights.ofDestination(destination, from, to, departure, id, limit);
    }
    return flights.all(from, to, departure, id, limit);
  }

  static @Nullable String airport(String name, @Nullable String code) {
    if (code != null && !AIRPORT.matcher(code).matches()) {
      throw Parameters.invalid(name, "is an airport like LAX");
    }
    return code;
  }

  /** One flight, as its last event left it. */
  @GetMapping("/{flightId}")
  ResponseEntity<Flight> get(@PathVariable("flightId") UUID flightId) {
    streams.check(FlightBoard.NAME, FlightEvents.streamId(flightId));
    var flight =
        flights
            .find(flightId)
            .orElseThrow(() ->
                Problem.of(HttpStatus.NOT_FOUND, "flight-not-found", "There is no such flight."));
    return ResponseEntity.ok()
        .eTag(StreamEtag.of(flight.version(), flight.generation()))
        .body(flight);
  }
}
