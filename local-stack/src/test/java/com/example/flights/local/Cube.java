package com.example.flights.local;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The route_day cube as this test adds it up, from the input and nothing else. Keys are like {@code
 * LAX-BNA 2001-01-01}.
 */
final class Cube {
  private static final int ON_TIME_MINUTES = 15;
  private static final JsonMapper JSON = JsonMapper.shared();

  /** One route on one day. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Cell(
      int flights,
      int departures,
      int cancellations,
      int bookings,
      int bookingCancellations,
      long revenueCents,
      long delayMinutes,
      int onTime) {
    private static final Cell EMPTY = new Cell(0, 0, 0, 0, 0, 0, 0, 0);

    Cell plus(Cell other) {
      return new Cell(
          flights + other.flights,
          departures + other.departures,
          cancellations + other.cancellations,
          bookings + other.bookings,
          bookingCancellations + other.bookingCancellations,
          revenueCents + other.revenueCents,
          delayMinutes + other.delayMinutes,
          onTime + other.onTime);
    }

    private static Cell flight() {
      return new Cell(1, 0, 0, 0, 0, 0, 0, 0);
    }

    private static Cell departure(int delay) {
      return new Cell(0, 1, 0, 0, 0, 0, delay, delay <= ON_TIME_MINUTES ? 1 : 0);
    }

    private static Cell booking(long fare) {
      return new Cell(0, 0, 0, 1, 0, fare, 0, 0);
    }

    private static Cell cancelledBooking(long fare) {
      return new Cell(0, 0, 0, 0, 1, -fare, 0, 0);
    }
  }

  private final Map<String, Cell> cells = new TreeMap<>();

  /** Straight from the file that the airlines' reports are in: what was flown. */
  static Cube ofReports(Path file) {
    var cube = new Cube();
    for (var row : JSON.readTree(file.toFile())) {
      var day = row.path("date").asString().substring(0, 10).replace('/', '-');
      var key = key(row, day);
      cube.add(key, Cell.flight());
      cube.add(key, Cell.departure(row.path("delay").asInt()));
    }
    return cube;
  }

  /** From commands all of which were accepted. */
  static Cube ofCommands(Stream<String> lines) {
    var cube = new Cube();
    var keys = new HashMap<String, String>();
    var fares = new HashMap<String, Long>();
    lines.map(JSON::readTree).forEach(command -> cube.add(command, keys, fares));
    return cube;
  }

  private void add(JsonNode command, Map<String, String> keys, Map<String, Long> fares) {
    var flight = command.path("flightId").asString();
    var booking = command.path("bookingId").asString("");
    if (command.has("origin")) {
      keys.put(flight, key(command, command.path("departure").asString().substring(0, 10)));
    }
    if (command.has("fareCents")) {
      fares.put(booking, command.path("fareCents").asLong());
    }
    var cell =
        switch (command.path("type").asString()) {
          case "schedule-flight" -> Cell.flight();
          case "depart-flight" -> Cell.departure(command.path("delayMinutes").asInt());
          case "book-seat" -> Cell.booking(Objects.requireNonNull(fares.get(booking)));
          case "cancel-booking" ->
              Cell.cancelledBooking(Objects.requireNonNull(fares.get(booking)));
          default -> throw new AssertionError(command);
        };
    add(Objects.requireNonNull(keys.get(flight)), cell);
  }

  /** As the query service has it, for the same routes. */
  Map<String, Cell> asRead(RunningSystem system) {
    var read = new TreeMap<String, Cell>();
    cells.keySet().stream()
        .map(key -> key.substring(0, key.indexOf(' ')))
        .distinct()
        .forEach(route -> {
          for (var day :
              system.agent().query("/api/routes/" + route + "/days?limit=1000").path("items")) {
            read.put(route + " " + day.path("day").asString(), JSON.treeToValue(day, Cell.class));
          }
        });
    return read;
  }

  Map<String, Cell> cells() {
    return cells;
  }

  private void add(String key, Cell more) {
    cells.merge(key, Cell.EMPTY.plus(more), Cell::plus);
  }

  private static String key(JsonNode flight, String day) {
    return "%s-%s %s"
        .formatted(flight.path("origin").asString(), flight.path("destination").asString(), day);
  }
}
