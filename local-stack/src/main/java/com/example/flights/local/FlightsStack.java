package com.example.flights.local;

import dev.contrail.local.Example;
import dev.contrail.local.LocalStack;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs everything on this machine with the sample flights; started by {@code ./run} in the
 * project's folder.
 */
final class FlightsStack {
  private FlightsStack() {}

  public static void main(String[] arguments) {
    var example =
        new Example(
            "2,000 real flights and generated bookings",
            SampleFlights::withBookings,
            "/api/flights/batch",
            "agent",
            Welcome::text);
    System.exit(LocalStack.run(List.of(arguments), Path.of(""), example));
  }
}
