package com.example.flights.command.trip;

import com.example.flights.command.flight.Flight;
import com.example.flights.command.flight.Flight.Scheduled;
import com.example.flights.command.flight.FlightCommand;
import com.example.flights.command.flight.FlightCommand.BookSeat;
import com.example.flights.command.flight.FlightDecider;
import com.example.flights.command.passenger.Itinerary;
import com.example.flights.command.passenger.Itinerary.Period;
import com.example.flights.command.passenger.PassengerCommand;
import com.example.flights.command.passenger.PassengerCommand.HoldSeat;
import com.example.flights.command.passenger.PassengerCommand.MoveSeat;
import com.example.flights.command.passenger.PassengerCommand.ReleaseSeat;
import com.example.flights.command.passenger.PassengerDecider;
import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvent.BookingCancelled;
import com.example.flights.events.FlightEvent.FlightCancelled;
import com.example.flights.events.FlightEvent.FlightRescheduled;
import com.example.flights.events.Leg;
import com.example.flights.events.PassengerEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * The rules that one flight alone cannot keep: a passenger sits on one flight at once, and a trip
 * is booked as a whole or not at all. Flights and passengers keep their own rules; here they meet.
 */
public final class TripDecision {

  private static final FlightDecider FLIGHTS = new FlightDecider();
  private static final PassengerDecider PASSENGERS = new PassengerDecider();

  private TripDecision() {}

  /** What happens to each flight and each passenger; the order is that of the log. */
  public record Outcome(
      Map<UUID, List<FlightEvent>> flights, Map<String, List<PassengerEvent>> passengers) {}

  /**
   * Books all seats or none.
   *
   * @param seats of one passenger, each on another flight
   * @throws dev.contrail.command.decider.CommandRejected if a flight or the passenger says no
   */
  public static Outcome book(
      List<BookSeat> seats, Function<UUID, Flight> flights, Itinerary itinerary) {
    var onFlights = new LinkedHashMap<UUID, List<FlightEvent>>();
    var ofPassenger = new ArrayList<PassengerEvent>();
    var time = itinerary;
    for (var seat : seats) {
      var flight = flights.apply(seat.flightId());
      var events = FLIGHTS.decide(seat, flight);
      onFlights.put(seat.flightId(), events);
      if (!events.isEmpty() && flight instanceof Scheduled scheduled) {
        for (var event : PASSENGERS.decide(hold(seat, scheduled), time)) {
          time = PASSENGERS.evolve(time, event);
          ofPassenger.add(event);
        }
      }
    }
    return new Outcome(onFlights, Map.of(seats.getFirst().passengerId(), ofPassenger));
  }

  private static HoldSeat hold(BookSeat seat, Scheduled flight) {
    return new HoldSeat(
        seat.passengerId(),
        seat.bookingId(),
        seat.flightId(),
        period(flight.leg(), flight.distanceMiles()));
  }

  /**
   * Any other command on a flight, and what it means for those who sit on it.
   *
   * @param itineraries asked only for the passengers it means something for
   */
  public static Outcome change(
      FlightCommand command,
      Flight flight,
      Function<List<String>, Map<String, Itinerary>> itineraries) {
    var events = FLIGHTS.decide(command, flight);
    var asked = new ArrayList<PassengerCommand>();
    if (flight instanceof Scheduled scheduled) {
      events.forEach(event -> asked.addAll(askedOfPassengers(event, scheduled)));
    }
    var passengers =
        itineraries.apply(asked.stream().map(PassengerCommand::passengerId).distinct().toList());
    var onPassengers = new LinkedHashMap<String, List<PassengerEvent>>();
    for (var question : asked) {
      var itinerary = passengers.getOrDefault(question.passengerId(), PASSENGERS.initialState());
      onPassengers
          .computeIfAbsent(question.passengerId(), id -> new ArrayList<>())
          .addAll(PASSENGERS.decide(question, itinerary));
    }
    return new Outcome(Map.of(command.flightId(), events), onPassengers);
  }

  private static List<PassengerCommand> askedOfPassengers(FlightEvent event, Scheduled flight) {
    return switch (event) {
      case BookingCancelled e -> List.of(new ReleaseSeat(e.passengerId(), e.bookingId()));
      case FlightCancelled _ ->
          ofAll(flight, (passenger, booking) -> new ReleaseSeat(passenger, booking));
      case FlightRescheduled e -> {
        var period = period(e.newLeg(), flight.distanceMiles());
        yield ofAll(flight, (passenger, booking) -> new MoveSeat(passenger, booking, period));
      }
      case FlightEvent.FlightScheduled _, FlightEvent.FlightDeparted _, FlightEvent.SeatBooked _ ->
          List.of();
    };
  }

  private static List<PassengerCommand> ofAll(
      Scheduled flight, java.util.function.BiFunction<String, UUID, PassengerCommand> question) {
    return flight.bookingsBySeat().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> question.apply(entry.getValue().passengerId(), entry.getValue().id()))
        .toList();
  }

  /** Half an hour on the ground and 480 miles an hour in the air; nobody knows better here. */
  private static Period period(Leg leg, int distanceMiles) {
    var minutes = 30 + distanceMiles / 8;
    return new Period(leg.departure(), leg.departure().plusMinutes(minutes));
  }
}
