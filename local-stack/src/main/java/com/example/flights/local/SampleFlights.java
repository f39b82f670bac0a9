package com.example.flights.local;

import com.example.flights.local.SampleCommand.DepartFlight;
import com.example.flights.local.SampleCommand.ScheduleFlight;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sample file as commands: each flight is scheduled, is booked by invented passengers, and
 * departs.
 */
final class SampleFlights {
  private static final int SEATS = 180;

  private SampleFlights() {}

  /** With generated bookings, below a project's folder. */
  static Stream<String> withBookings(Path project) {
    var flights = in(project);
    // as on a real board: everything is on sale before the first flight leaves
    return lines(
        Stream.concat(
            flights.stream().flatMap(SampleFlights::scheduleAndBook),
            flights.stream().map(SampleFlights::depart)));
  }

  private static Stream<SampleCommand> scheduleAndBook(SampleFlight flight) {
    return Stream.concat(Stream.of(schedule(flight)), GeneratedBookings.of(flight, SEATS).stream());
  }

  /** Only what the airlines reported: two commands a row. */
  static Stream<String> asReported(Path project) {
    return lines(
        in(project).stream().flatMap(flight -> Stream.of(schedule(flight), depart(flight))));
  }

  static List<SampleFlight> in(Path project) {
    return SampleFlight.read(project.resolve("samples").resolve("flights-2k.json"));
  }

  private static SampleCommand schedule(SampleFlight flight) {
    return new ScheduleFlight(
        "sample-%d-schedule".formatted(flight.row()),
        flight.flightId(),
        flight.origin(),
        flight.destination(),
        flight.departure(),
        flight.distanceMiles(),
        SEATS);
  }

  private static SampleCommand depart(SampleFlight flight) {
    return new DepartFlight(
        "sample-%d-depart".formatted(flight.row()), flight.flightId(), flight.delayMinutes());
  }

  private static Stream<String> lines(Stream<SampleCommand> commands) {
    var json = JsonMapper.shared().writerFor(SampleCommand.class);
    return commands.map(json::writeValueAsString);
  }
}
