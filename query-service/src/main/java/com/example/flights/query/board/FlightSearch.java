package com.example.flights.query.board;

import dev.contrail.query.http.Parameters;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which flights are searched; times are local times of the origin. */
record FlightSearch(
    @Nullable String origin, @Nullable String destination, LocalDateTime from, LocalDateTime to) {

  static final LocalDateTime FIRST = LocalDateTime.of(1, 1, 1, 0, 0);

  static final LocalDateTime LAST = LocalDateTime.of(10_000, 1, 1, 0, 0);
  private static final Pattern AIRPORT = Pattern.compile("[A-Z]{3}");

  static FlightSearch of(
      @Nullable String origin,
      @Nullable String destination,
      @Nullable String from,
      @Nullable String to) {
    var begin = Parameters.localDateTime("from", from, FIRST);
    var end = Parameters.localDateTime("to", to, LAST);
    return new FlightSearch(
        airport("origin", origin), airport("destination", destination), begin, end);
  }

  static @Nullable String airport(String name, @Nullable String code) {
    if (code != null && !AIRPORT.matcher(code).matches()) {
      throw Parameters.invalid(name, "is an airport like LAX");
    }
    return code;
  }

  /** The first so many after a flight, in the order of their departure. */
  List<Flight> find(Flights flights, LocalDateTime departure, UUID flightId, int limit) {
    if (origin != null && destination != null) {
      return flights.ofRoute(origin, destination, from, to, departure, flightId, limit);
    } else if (origin != null) {
      return flights.ofOrigin(origin, from, to, departure, flightId, limit);
    } else if (destination != null) {
      return flights.ofDestination(destination, from, to, departure, flightId, limit);
    }
    return flights.all(from, to, departure, flightId, limit);
  }

  /** Whether a flight is one of them. */
  boolean finds(Flight flight) {
    return (origin == null || origin.equals(flight.origin()))
        && (destination == null || destination.equals(flight.destination()))
        && !flight.departure().isBefore(from)
        && flight.departure().isBefore(to);
  }
}
