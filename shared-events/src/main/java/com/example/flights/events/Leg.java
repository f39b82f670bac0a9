package com.example.flights.events;

import static java.util.Objects.requireNonNull;

import java.time.LocalDateTime;

/**
 * From where to where, and when.
 *
 * @param origin IATA code of the airport
 * @param destination IATA code of the airport
 * @param departure scheduled departure in the local time of the origin, which has no zone here
 */
public record Leg(String origin, String destination, LocalDateTime departure) {

  public Leg {
    requireNonNull(origin, "origin");
    requireNonNull(destination, "destination");
    requireNonNull(departure, "departure");
  }

  /** The same route at another time. */
  public Leg at(LocalDateTime newDeparture) {
    return new Leg(origin, destination, newDeparture);
  }
}
