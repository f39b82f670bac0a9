package com.example.flights.events;

import static java.util.Objects.requireNonNull;

import java.time.LocalDateTime;
import java.util.UUID;

/** What can happen to a passenger's time: a passenger sits on one flight at once. */
public sealed interface PassengerEvent {

  String passengerId();

  /**
   * The passenger has a seat on a flight.
   *
   * @param from departure, in the local time of the flight's origin
   * @param to estimated arrival, on the same clock
   */
  record SeatHeld(
      String passengerId, UUID bookingId, UUID flightId, LocalDateTime from, LocalDateTime to)
      implements PassengerEvent {
    public SeatHeld {
      requireNonNull(passengerId, "passengerId");
      requireNonNull(bookingId, "bookingId");
      requireNonNull(flightId, "flightId");
      requireNonNull(from, "from");
      requireNonNull(to, "to");
    }
  }

  /** The flight of a seat was moved to another time. */
  record SeatMoved(String passengerId, UUID bookingId, LocalDateTime from, LocalDateTime to)
      implements PassengerEvent {
    public SeatMoved {
      requireNonNull(passengerId, "passengerId");
      requireNonNull(bookingId, "bookingId");
      requireNonNull(from, "from");
      requireNonNull(to, "to");
    }
  }

  /** The passenger has the seat no more. */
  record SeatReleased(String passengerId, UUID bookingId) implements PassengerEvent {
    public SeatReleased {
      requireNonNull(passengerId, "passengerId");
      requireNonNull(bookingId, "bookingId");
    }
  }
}
