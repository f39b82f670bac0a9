package com.example.flights.command.flight;

import com.example.flights.command.flight.Flight.Booking;
import com.example.flights.command.flight.Flight.Cancelled;
import com.example.flights.command.flight.Flight.Departed;
import com.example.flights.command.flight.Flight.Scheduled;
import com.example.flights.command.flight.Flight.Unscheduled;
import com.example.flights.command.flight.FlightCommand.BookSeat;
import com.example.flights.command.flight.FlightCommand.CancelBooking;
import com.example.flights.command.flight.FlightCommand.CancelFlight;
import com.example.flights.command.flight.FlightCommand.CancelOwnBooking;
import com.example.flights.command.flight.FlightCommand.DepartFlight;
import com.example.flights.command.flight.FlightCommand.RescheduleFlight;
import com.example.flights.command.flight.FlightCommand.ScheduleFlight;
import com.example.flights.events.Fare;
import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvent.BookingCancelled;
import com.example.flights.events.FlightEvent.FlightCancelled;
import com.example.flights.events.FlightEvent.FlightDeparted;
import com.example.flights.events.FlightEvent.FlightRescheduled;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import dev.contrail.command.decider.CommandRejected;
import dev.contrail.command.decider.Decider;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The rules of a flight: no seat is booked twice, nothing is booked once it has left. */
public final class FlightDecider implements Decider<FlightCommand, Flight, FlightEvent> {

  @Override
  public Flight initialState() {
    return new Unscheduled();
  }

  @Override
  public List<FlightEvent> decide(FlightCommand command, Flight flight) {
    return switch (command) {
      case ScheduleFlight schedule -> schedule(schedule, flight);
      case RescheduleFlight reschedule -> reschedule(reschedule, open(flight));
      case DepartFlight depart -> depart(depart, flight);
      case CancelFlight cancel -> cancel(cancel, flight);
      case BookSeat book -> book(book, open(flight));
      case CancelBooking cancel -> cancelBooking(cancel, open(flight), booking -> true);
      case CancelOwnBooking cancel ->
          cancelBooking(
              new CancelBooking(cancel.flightId(), cancel.bookingId()),
              open(flight),
              booking -> booking.passengerId().equals(cancel.passengerId()));
    };
  }

  private static List<FlightEvent> schedule(ScheduleFlight command, Flight flight) {
    if (!(flight instanceof Unscheduled)) {
      throw CommandRejected.because(
          "flight-already-scheduled", "There is a flight with this id. Choose another id.");
    }
    if (command.leg().origin().equals(command.leg().destination())) {
      throw CommandRejected.because(
          "route-is-no-route", "A flight goes from one airport to another one.");
    }
    return List.of(
        new FlightScheduled(
            command.flightId(), command.leg(), command.distanceMiles(), command.seats()));
  }

  private static List<FlightEvent> reschedule(RescheduleFlight command, Scheduled flight) {
    if (flight.leg().departure().equals(command.departure())) {
      return List.of();
    }
    return List.of(
        new FlightRescheduled(
            command.flightId(),
            flight.leg(),
            flight.leg().at(command.departure()),
            flight.bookingsBySeat().size(),
            flight.revenueCents()));
  }

  private static List<FlightEvent> depart(DepartFlight command, Flight flight) {
    if (flight instanceof Departed(var delay) && delay == command.delayMinutes()) {
      return List.of();
    }
    return List.of(
        new FlightDeparted(command.flightId(), open(flight).leg(), command.delayMinutes()));
  }

  private static List<FlightEvent> cancel(CancelFlight command, Flight flight) {
    if (flight instanceof Cancelled) {
      return List.of();
    }
    var open = open(flight);
    return List.of(
        new FlightCancelled(
            command.flightId(),
            open.leg(),
            command.reason(),
            open.bookingsBySeat().size(),
            open.revenueCents()));
  }

  private static List<FlightEvent> book(BookSeat command, Scheduled flight) {
    var wanted = new Booking(command.bookingId(), command.passengerId(), command.fareCents());
    var holder = flight.bookingsBySeat().get(command.seat());
    if (wanted.equals(holder)) {
      return List.of();
    }
    if (!SeatPlan.has(flight.seats(), command.seat())) {
      throw CommandRejected.because(
          "no-such-seat",
          "The flight has no seat %s. Ask for its seats.".formatted(command.seat()));
    }
    if (holder != null) {
      throw CommandRejected.because(
          "seat-taken", "Seat %s is taken. Choose another one.".formatted(command.seat()));
    }
    if (flight.booking(command.bookingId()).isPresent()) {
      throw CommandRejected.because(
          "booking-exists", "There is a booking with this id. Choose another id.");
    }
    return List.of(
        new SeatBooked(
            command.flightId(),
            flight.leg(),
            command.bookingId(),
            command.passengerId(),
            command.passengerName(),
            command.seat(),
            Fare.usd(command.fareCents())));
  }

  private static List<FlightEvent> cancelBooking(
      CancelBooking command, Scheduled flight, Predicate<Booking> visible) {
    var entry =
        flight
            .booking(command.bookingId())
            .filter(found -> visible.test(found.getValue()))
            .orElseThrow(() ->
                CommandRejected.unknown(
                    "booking-unknown", "The flight has no live booking with this id."));
    var booking = entry.getValue();
    return List.of(
        new BookingCancelled(
            command.flightId(),
            flight.leg(),
            booking.id(),
            booking.passengerId(),
            entry.getKey(),
            booking.fareCents()));
  }

  private static Scheduled open(Flight flight) {
    return switch (flight) {
      case Scheduled scheduled -> scheduled;
      case Unscheduled _ ->
          throw CommandRejected.unknown("flight-unknown", "There is no flight with this id.");
      case Departed _ ->
          throw CommandRejected.because("flight-departed", "The flight has left already.");
      case Cancelled _ ->
          throw CommandRejected.because("flight-cancelled", "The flight was called off.");
    };
  }

  @Override
  public Flight evolve(Flight flight, FlightEvent event) {
    return switch (event) {
      case FlightScheduled e -> new Scheduled(e.leg(), e.distanceMiles(), e.seats(), Map.of());
      case FlightDeparted e -> new Departed(e.delayMinutes());
      case FlightCancelled _ -> new Cancelled();
      case FlightRescheduled e -> flight instanceof Scheduled s ? s.at(e.newLeg()) : flight;
      case SeatBooked e ->
          flight instanceof Scheduled s
              ? s.with(e.seat(), new Booking(e.bookingId(), e.passengerId(), e.fareCents()))
              : flight;
      case BookingCancelled e -> flight instanceof Scheduled s ? s.without(e.seat()) : flight;
    };
  }
}
