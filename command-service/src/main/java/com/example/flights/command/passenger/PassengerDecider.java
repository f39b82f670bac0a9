package com.example.flights.command.passenger;

import com.example.flights.command.passenger.Itinerary.Period;
import com.example.flights.command.passenger.PassengerCommand.HoldSeat;
import com.example.flights.command.passenger.PassengerCommand.MoveSeat;
import com.example.flights.command.passenger.PassengerCommand.ReleaseSeat;
import com.example.flights.events.PassengerEvent;
import com.example.flights.events.PassengerEvent.SeatHeld;
import com.example.flights.events.PassengerEvent.SeatMoved;
import com.example.flights.events.PassengerEvent.SeatReleased;
import dev.contrail.command.decider.CommandRejected;
import dev.contrail.command.decider.Decider;
import java.util.List;
import java.util.Map;

/** A passenger sits on one flight at once; moving a flight is not up to its passengers. */
public final class PassengerDecider
    implements Decider<PassengerCommand, Itinerary, PassengerEvent> {

  @Override
  public Itinerary initialState() {
    return new Itinerary(Map.of());
  }

  @Override
  public List<PassengerEvent> decide(PassengerCommand command, Itinerary itinerary) {
    return switch (command) {
      case HoldSeat hold -> hold(hold, itinerary);
      case MoveSeat(var passengerId, var bookingId, var period) ->
          itinerary.seats().containsKey(bookingId)
              ? List.of(new SeatMoved(passengerId, bookingId, period.from(), period.to()))
              : List.of();
      case ReleaseSeat(var passengerId, var bookingId) ->
          itinerary.seats().containsKey(bookingId)
              ? List.of(new SeatReleased(passengerId, bookingId))
              : List.of();
    };
  }

  private static List<PassengerEvent> hold(HoldSeat command, Itinerary itinerary) {
    if (itinerary.seats().containsKey(command.bookingId())) {
      throw CommandRejected.because(
          "booking-exists", "There is a booking with this id. Choose another id.");
    }
    var period = command.period();
    if (itinerary.seats().values().stream().anyMatch(period::overlaps)) {
      throw CommandRejected.because(
          "passenger-elsewhere",
          "The passenger has a seat on a flight at that time. Cancel that booking first.");
    }
    return List.of(
        new SeatHeld(
            command.passengerId(),
            command.bookingId(),
            command.flightId(),
            period.from(),
            period.to()));
  }

  @Override
  public Itinerary evolve(Itinerary itinerary, PassengerEvent event) {
    return switch (event) {
      case SeatHeld e -> itinerary.with(e.bookingId(), new Period(e.from(), e.to()));
      case SeatMoved e -> itinerary.with(e.bookingId(), new Period(e.from(), e.to()));
      case SeatReleased e -> itinerary.without(e.bookingId());
    };
  }
}
