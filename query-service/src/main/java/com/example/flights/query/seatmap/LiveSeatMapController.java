package com.example.flights.query.seatmap;

import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import dev.contrail.query.cache.ResponseCache;
import dev.contrail.query.consistency.Reads;
import dev.contrail.query.live.EventClient;
import dev.contrail.query.live.LiveTable;
import dev.contrail.query.live.LiveTables;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The seats of a flight, live; what is live can be kept. */
@RestController
@Reads(SeatMaps.NAME)
final class LiveSeatMapController {

  private final SeatMapController controller;
  private final StoredSeatMaps seatMaps;
  private final LiveTable<SeatMapRow.Key, SeatMap> live;

  LiveSeatMapController(
      SeatMapController controller,
      StoredSeatMaps seatMaps,
      LiveTables tables,
      ResponseCache cache) {
    this.controller = controller;
    this.seatMaps = seatMaps;
    this.live =
        tables.of(
            SeatMaps.NAME,
            SeatMapRow.Key.class,
            seats -> new SeatMapRow.Key(seats.flightId()),
            this::find);
    cache.keep(SeatMaps.NAME, live, "/api/flights/{}/seats", key -> key.flightId());
  }

  private List<SeatMap> find(Collection<SeatMapRow.Key> keys) {
    var ids = keys.stream().map(SeatMapRow.Key::flightId).toList();
    return seatMaps.findAll(ids).stream().map(SeatMap::of).toList();
  }

  @GetMapping(path = "/api/flights/{flightId}/seats", produces = TEXT_EVENT_STREAM_VALUE)
  void seats(@PathVariable("flightId") UUID flightId, EventClient client) {
    controller.get(flightId); // refuses what a GET refuses
    client.stream(live.one(new SeatMapRow.Key(flightId)));
  }
}
