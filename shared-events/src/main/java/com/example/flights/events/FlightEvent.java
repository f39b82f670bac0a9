package com.example.flights.events;

import static java.util.Objects.requireNonNull;

import dev.contrail.events.Personal;
import java.util.UUID;

/**
 * What can happen to a flight. Every event carries the leg, and those that move amounts carry the
 * amounts, so that a read table over many flights can add them up without looking anything up.
 */
public sealed interface FlightEvent {

  UUID flightId();

  /** The leg before the event. */
  Leg leg();

  /** Seats can be booked from now on. */
  record FlightScheduled(UUID flightId, Leg leg, int distanceMiles, int seats)
      implements FlightEvent {
    public FlightScheduled {
      requireNonNull(flightId, "flightId");
      requireNonNull(leg, "leg");
    }
  }

  /** The same flight, with its bookings, leaves at another time. */
  record FlightRescheduled(UUID flightId, Leg leg, Leg newLeg, int bookings, long revenueCents)
      implements FlightEvent {
    public FlightRescheduled {
      requireNonNull(flightId, "flightId");
      requireNonNull(leg, "leg");
      requireNonNull(newLeg, "newLeg");
    }
  }

  /** The flight left; a negative delay means early. */
  record FlightDeparted(UUID flightId, Leg leg, int delayMinutes) implements FlightEvent {
    public FlightDeparted {
      requireNonNull(flightId, "flightId");
      requireNonNull(leg, "leg");
    }
  }

  /** The flight will not leave; all its live bookings end and are refunded. */
  record FlightCancelled(UUID flightId, Leg leg, String reason, int bookings, long refundedCents)
      implements FlightEvent {
    public FlightCancelled {
      requireNonNull(flightId, "flightId");
      requireNonNull(leg, "leg");
      requireNonNull(reason, "reason");
    }
  }

  /** A passenger has a seat. Version 1 had {@code fareCents}, in US dollars, for the fare. */
  record SeatBooked(
      UUID flightId,
      Leg leg,
      UUID bookingId,
      String passengerId,
      @Personal(subject = "passengerId") String passengerName,
      String seat,
      Fare fare)
      implements FlightEvent {
    public SeatBooked {
      requireNonNull(flightId, "flightId");
      requireNonNull(leg, "leg");
      requireNonNull(bookingId, "bookingId");
      requireNonNull(passengerId, "passengerId");
      requireNonNull(passengerName, "passengerName");
      requireNonNull(seat, "seat");
      requireNonNull(fare, "fare");
    }

    public long fareCents() {
      return fare.cents();
    }
  }

  /** The seat is free again and the fare refunded. */
  record BookingCancelled(
      UUID flightId, Leg leg, UUID bookingId, String passengerId, String seat, long fareCents)
      implements FlightEvent {
    public BookingCancelled {
      requireNonNull(flightId, "flightId");
      requireNonNull(leg, "leg");
      requireNonNull(bookingId, "bookingId");
      requireNonNull(passengerId, "passengerId");
      requireNonNull(seat, "seat");
    }
  }
}
