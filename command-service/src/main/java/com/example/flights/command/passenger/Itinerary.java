package com.example.flights.command.passenger;

import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** When a passenger sits on a flight, by booking. */
public record Itinerary(Map<UUID, Period> seats) {

  /** From departure to arrival, the end not included. */
  public record Period(LocalDateTime from, LocalDateTime to) {

    boolean overlaps(Period other) {
      return from.isBefore(other.to()) && other.from().isBefore(to);
    }
  }

  public Itinerary {
    seats = Map.copyOf(seats);
  }

  Itinerary with(UUID bookingId, Period period) {
    var all = new HashMap<>(seats);
    all.put(bookingId, period);
    return new Itinerary(all);
  }

  Itinerary without(UUID bookingId) {
    var all = new HashMap<>(seats);
    all.remove(bookingId);
    return new Itinerary(all);
  }
}
