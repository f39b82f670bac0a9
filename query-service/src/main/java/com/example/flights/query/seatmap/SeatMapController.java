package com.example.flights.query.seatmap;

import com.example.flights.events.FlightEvents;
import dev.contrail.query.consistency.ReadableStreams;
import dev.contrail.query.consistency.Reads;
import dev.contrail.web.Problem;
import dev.contrail.web.StreamEtag;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The seats of a flight. */
@RestController
@Reads(SeatMaps.NAME)
final class SeatMapController {

  private final StoredSeatMaps seatMaps;
  private final ReadableStreams streams;

  SeatMapController(StoredSeatMaps seatMaps, ReadableStreams streams) {
    this.seatMaps = seatMaps;
    this.streams = streams;
  }

  /** The seats of a flight, front to back, and which can be had. */
  @GetMapping("/api/flights/{flightId}/seats")
  ResponseEntity<SeatMap> get(@PathVariable("flightId") UUID flightId) {
    streams.check(SeatMaps.NAME, FlightEvents.streamId(flightId));
    var stored =
        seatMaps
            .find(flightId)
            .orElseThrow(() ->
                Problem.of(HttpStatus.NOT_FOUND, "flight-not-found", "There is no such flight."));
    return ResponseEntity.ok()
        .eTag(StreamEtag.of(stored.streamVersion(), stored.generation()))
        .body(SeatMap.of(stored));
  }
}
