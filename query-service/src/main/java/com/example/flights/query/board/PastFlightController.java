package com.example.flights.query.board;

import static com.example.flights.query.board.FlightController.MAX_LIMIT;
import static com.example.flights.query.board.FlightSearch.FIRST;
import static com.example.flights.query.board.FlightSearch.LAST;
import static com.example.flights.query.board.FlightSearch.airport;

import com.example.flights.events.FlightEvents;
import com.example.flights.query.board.FlightController.After;
import dev.contrail.query.consistency.ReadableStreams;
import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Page;
import dev.contrail.query.http.PageCursor;
import dev.contrail.query.http.Parameters;
import dev.contrail.query.timetravel.Moment;
import dev.contrail.query.timetravel.TimeTravel;
import dev.contrail.web.Problem;
import java.time.Instant;
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

/** The search for flights and a single one, as they were. */
@RestController
@RequestMapping("/api/flights")
@Reads(FlightBoard.NAME)
final class PastFlightController {

  private final TimeTravel past;
  private final FlightBoard board;
  private final PastFlights flights;
  private final ReadableStreams streams;

  PastFlightController(
      TimeTravel past, FlightBoard board, PastFlights flights, ReadableStreams streams) {
    this.past = past;
    this.board = board;
    this.flights = flights;
    this.streams = streams;
  }

  /** The same list as without {@code asOf}, of what the board was at that time. */
  @GetMapping(params = "asOf")
  ResponseEntity<Page<Flight>> search(
      @RequestParam(name = "asOf") String asOf,
      @RequestParam(name = "origin", required = false) @Nullable String origin,
      @RequestParam(name = "destination", required = false) @Nullable String destination,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "50") int limit)
      throws InterruptedException {
    var fits = Parameters.limit(limit, MAX_LIMIT);
    var begin = Parameters.localDateTime("from", from, FIRST);
    var end = Parameters.localDateTime("to", to, LAST);
    var key = after == null ? After.NOTHING : PageCursor.parse(after, After::parse);
    var leaving = airport("origin", origin);
    var going = airport("destination", destination);
    var then = past.list(board, Moment.asOf(asOf));
    var found = find(then.value().time(), leaving, going, begin, end, key, fits + 1);
    return then.answer(
        Page.of(found, fits, flight -> PageCursor.of(flight.departure(), flight.flightId())));
  }

  private List<Flight> find(
      Instant asOf,
      @Nullable String origin,
      @Nullable String destination,
      LocalDateTime from,
      LocalDateTime to,
      After after,
      int limit) {
    var departure = after.departure();
    var id = after.flightId();
    if (origin != null && destination != null) {
      return flights.ofRoute(asOf, origin, destination, from, to, departure, id, limit);
    } else if (origin != null) {
      return flights.ofOrigin(asOf, origin, from, to, departure, id, limit);
    } else if (destination != null) {
      return flights.ofDestination(asOf, destination, from, to, departure, id, limit);
    }
    return flights.all(asOf, from, to, departure, id, limit);
  }

  /** One flight as it was at a time. */
  @GetMapping(path = "/{flightId}", params = "asOf")
  ResponseEntity<Flight> get(
      @PathVariable("flightId") UUID flightId,
      @RequestParam(name = "asOf") String asOf,
      @RequestParam(name = "version", required = false) @Nullable Long version)
      throws InterruptedException {
    return get(flightId, Moment.of(asOf, version));
  }

  /** One flight right after one of its events. */
  @GetMapping(
      path = "/{flightId}",
      params = {"version", "!asOf"})
  ResponseEntity<Flight> get(
      @PathVariable("flightId") UUID flightId, @RequestParam(name = "version") long version)
      throws InterruptedException {
    return get(flightId, Moment.of(null, version));
  }

  private ResponseEntity<Flight> get(UUID flightId, Moment moment) throws InterruptedException {
    var stream = FlightEvents.streamId(flightId);
    streams.check(FlightBoard.NAME, stream);
    var then = past.row(board, new FlightRow.Key(flightId), stream, moment);
    return then.answer(
        then.value()
            .map(row -> ResponseEntity.ok(row.shown()))
            .orElseThrow(() ->
                Problem.of(
                    HttpStatus.NOT_FOUND, "flight-not-found", "There was no such flight then.")));
  }
}
