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

  private final Flights flights;
  private final ReadableStreams streams;

  FlightController(Flights flights, ReadableStreams streams) {
    this.flights = flights;
    this.streams = streams;
  }

  record After(LocalDateTime departure, UUID flightId) {

    static final After NOTHING = new After(FlightSearch.FIRST.minusYears(1), new UUID(0, 0));

    static After parse(List<String> parts) {
      return new After(
          Parameters.localDateTime("after", parts.get(0), FlightSearch.FIRST),
          UUID.fromString(parts.get(1)));
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
    var key = after == null ? After.NOTHING : PageCursor.parse(after, After::parse);
    var search = FlightSearch.of(origin, destination, from, to);
    var found = search.find(flights, key.departure(), key.flightId(), fits + 1);
    return Page.of(found, fits, flight -> PageCursor.of(flight.departure(), flight.flightId()));
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
