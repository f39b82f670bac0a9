package com.example.flights.query.board;

import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import dev.contrail.query.cache.ResponseCache;
import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Parameters;
import dev.contrail.query.live.EventClient;
import dev.contrail.query.live.LiveTable;
import dev.contrail.query.live.LiveTables;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The board and a single flight, live; what is live can be kept. */
@RestController
@RequestMapping(path = "/api/flights", produces = TEXT_EVENT_STREAM_VALUE)
@Reads(FlightBoard.NAME)
final class LiveFlightController {

  private static final int MOST_FLIGHTS = 500;

  private final FlightController controller;
  private final Flights flights;
  private final LiveTable<FlightRow.Key, Flight> live;

  LiveFlightController(
      FlightController controller, Flights flights, LiveTables tables, ResponseCache cache) {
    this.controller = controller;
    this.flights = flights;
    this.live =
        tables.of(
            FlightBoard.NAME,
            FlightRow.Key.class,
            flight -> new FlightRow.Key(flight.flightId()),
            keys -> flights.findAll(keys.stream().map(FlightRow.Key::flightId).toList()));
    cache.keep(FlightBoard.NAME, live, "/api/flights/{}", key -> key.flightId());
  }

  @GetMapping("/{flightId}")
  void flight(@PathVariable("flightId") UUID flightId, EventClient client) {
    controller.get(flightId); // refuses what a GET refuses
    client.stream(live.one(new FlightRow.Key(flightId)));
  }

  /** All flights that are found, not only a page of them. */
  @GetMapping
  void search(
      @RequestParam(name = "origin", required = false) @Nullable String origin,
      @RequestParam(name = "destination", required = false) @Nullable String destination,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      EventClient client) {
    var search = FlightSearch.of(origin, destination, from, to);
    Parameters.checkFits(find(search).size(), MOST_FLIGHTS);
    client.stream(live.many(() -> find(search), search::finds));
  }

  private List<Flight> find(FlightSearch search) {
    return search.find(flights, FlightSearch.FIRST.minusYears(1), new UUID(0, 0), MOST_FLIGHTS + 1);
  }
}
