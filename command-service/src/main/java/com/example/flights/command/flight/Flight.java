package com.example.flights.command.flight;

import com.example.flights.events.Leg;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the rules need to know of a flight, one record for each stage of its life. */
public sealed interface Flight {

  /** Nobody has offered it yet. */
  record Unscheduled() implements Flight {}

  /** Seats can be booked. */
  record Scheduled(Leg leg, int distanceMiles, int seats, Map<String, Booking> bookingsBySeat)
      implements Flight {

    public Scheduled {
      bookingsBySeat = Map.copyOf(bookingsBySeat);
    }

    Scheduled at(Leg newLeg) {
      return new Scheduled(newLeg, distanceMiles, seats, bookingsBySeat);
    }

    Scheduled with(String seat, Booking booking) {
      var bookings = new HashMap<>(bookingsBySeat);
      bookings.put(seat, booking);
      return new Scheduled(leg, distanceMiles, seats, bookings);
    }

    Scheduled without(String seat) {
      var bookings = new HashMap<>(bookingsBySeat);
      bookings.remove(seat);
      return new Scheduled(leg, distanceMiles, seats, bookings);
    }

    Optional<Map.Entry<String, Booking>> booking(UUID bookingId) {
      return bookingsBySeat.entrySet().stream()
          .filter(entry -> entry.getValue().id().equals(bookingId))
          .findFirst();
    }

    long revenueCents() {
      return bookingsBySeat.values().stream().mapToLong(Booking::fareCents).sum();
    }
  }

  /** It has left. */
  record Departed(int delayMinutes) implements Flight {}

  /** It never will. */
  record Cancelled() implements Flight {}

  /** A seat that is taken, and by whom. */
  record Booking(UUID id, String passengerId, long fareCents) {}
}
