package com.example.flights.query.seatmap;

import com.example.flights.events.FlightEvents;
import dev.contrail.query.consistency.ReadableStreams;
import dev.contrail.query.consistency.Reads;
import dev.contrail.query.timetravel.Moment;
import dev.contrail.query.timetravel.TimeTravel;
import dev.contrail.web.Problem;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The seats of a flight as they were. */
@RestController
@RequestMapping("/api/flights/{flightId}/seats")
@Reads(SeatMaps.NAME)
final class PastSeatMapController {

  private final TimeTravel past;
  private final SeatMaps seatMaps;
  private final ReadableStreams streams;

  PastSeatMapController(TimeTravel past, SeatMaps seatMaps, ReadableStreams streams) {
    this.past = past;
    this.seatMaps = seatMaps;
    this.streams = streams;
  }

  /** The seats as they were at a time. */
  @GetMapping(params = "asOf")
  ResponseEntity<SeatMap> get(
      @PathVariable("flightId") UUID flightId,
      @RequestParam(name = "asOf") String asOf,
      @RequestParam(name = "version", required = false) @Nullable Long version)
      throws InterruptedException {
    return get(flightId, Moment.of(asOf, version));
  }

  /** The seats right after one of the events of their flight. */
  @GetMapping(params = {"version", "!asOf"})
  ResponseEntity<SeatMap> get(
      @PathVariable("flightId") UUID flightId, @RequestParam(name = "version") long version)
      throws InterruptedException {
    return get(flightId, Moment.of(null, version));
  }

  private ResponseEntity<SeatMap> get(UUID flightId, Moment moment) throws InterruptedException {
    var stream = FlightEvents.streamId(flightId);
    streams.check(SeatMaps.NAME, stream);
    var then = past.row(seatMaps, new SeatMapRow.Key(flightId), stream, moment);
    return then.answer(
        then.value()
            .map(row -> ResponseEntity.ok(SeatMap.of(row.stored())))
            .orElseThrow(() ->
                Problem.of(
                    HttpStatus.NOT_FOUND, "flight-not-found", "There was no such flight then.")));
  }
}
