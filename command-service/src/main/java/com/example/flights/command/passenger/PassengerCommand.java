package com.example.flights.command.passenger;

import com.example.flights.command.passenger.Itinerary.Period;
import java.util.UUID;

/** What a booking asks of its passenger's time. */
public sealed interface PassengerCommand {

  String passengerId();

  /** Sits on a flight for a while. */
  record HoldSeat(String passengerId, UUID bookingId, UUID flightId, Period period)
      implements PassengerCommand {}

  /** The flight leaves at another time. */
  record MoveSeat(String passengerId, UUID bookingId, Period period) implements PassengerCommand {}

  /** Does not sit on the flight after all. */
  record ReleaseSeat(String passengerId, UUID bookingId) implements PassengerCommand {}
}
