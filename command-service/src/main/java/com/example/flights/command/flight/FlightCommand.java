package com.example.flights.command.flight;

import com.example.flights.events.Leg;
import java.time.LocalDateTime;
import java.util.UUID;

/** What can be asked of a flight. Ids and times are made before a command gets here. */
public sealed interface FlightCommand {

  UUID flightId();

  /** Offers a flight with so many seats. */
  record ScheduleFlight(UUID flightId, Leg leg, int distanceMiles, int seats)
      implements FlightCommand {}

  /** Moves the flight to another time; bookings stay. */
  record RescheduleFlight(UUID flightId, LocalDateTime departure) implements FlightCommand {}

  /** Says that the flight has left. */
  record DepartFlight(UUID flightId, int delayMinutes) implements FlightCommand {}

  /** Calls the flight off. */
  record CancelFlight(UUID flightId, String reason) implements FlightCommand {}

  /** Books one seat for one passenger. */
  record BookSeat(
      UUID flightId,
      UUID bookingId,
      String passengerId,
      String passengerName,
      String seat,
      long fareCents)
      implements FlightCommand {}

  /** Gives a booked seat back. */
  record CancelBooking(UUID flightId, UUID bookingId) implements FlightCommand {}

  /** The same, by the passenger himself: others' bookings are not there for him. */
  record CancelOwnBooking(UUID flightId, UUID bookingId, String passengerId)
      implements FlightCommand {}
}
