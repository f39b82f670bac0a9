package com.example.flights.command.flight.http;

import com.example.flights.command.flight.Flight;
import com.example.flights.command.flight.FlightCommand;
import com.example.flights.command.flight.FlightCommand.BookSeat;
import com.example.flights.command.flight.FlightDecider;
import com.example.flights.command.passenger.Itinerary;
import com.example.flights.command.passenger.PassengerDecider;
import com.example.flights.command.trip.TripDecision;
import com.example.flights.command.trip.TripDecision.Outcome;
import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvents;
import com.example.flights.events.PassengerEvent;
import com.example.flights.events.PassengerEvents;
import dev.contrail.command.http.CommandContext;
import dev.contrail.command.sequencer.Decision.States;
import dev.contrail.command.sequencer.Expectation;
import dev.contrail.command.sequencer.StreamType;
import dev.contrail.command.sequencer.Submission;
import dev.contrail.command.sequencer.Target;
import dev.contrail.events.EventCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Binds commands to the streams of flights and passengers, and to their rules. */
@Component
final class Flights {

  private static final StreamType<Flight, FlightEvent> FLIGHT =
      new StreamType<>(
          "flight", new FlightDecider(), new EventCodec<>(FlightEvents.CATALOG), Flight.class);

  private static final StreamType<Itinerary, PassengerEvent> PASSENGER =
      new StreamType<>(
          "passenger",
          new PassengerDecider(),
          new EventCodec<>(PassengerEvents.CATALOG),
          Itinerary.class);

  /** A command on one flight, with what it means for its passengers. */
  Submission submission(FlightCommand command, CommandContext context) {
    var flight = flight(command.flightId(), context.expectation());
    return command instanceof BookSeat seat
        ? booking("BookSeat", List.of(seat), flight, context)
        : change(command, flight, context);
  }

  /** A command on a flight whose id was made for it. */
  Submission submissionOnFresh(FlightCommand command, CommandContext context) {
    var flight = Target.fresh(FlightEvents.streamId(command.flightId()), FLIGHT);
    return change(command, flight, context);
  }

  /** Several seats of one passenger, all or none. */
  Submission trip(List<BookSeat> seats, CommandContext context) {
    var first = flight(seats.getFirst().flightId(), context.expectation());
    return booking("BookTrip", seats, first, context);
  }

  private static Submission booking(
      String name,
      List<BookSeat> seats,
      Target<Flight, FlightEvent> first,
      CommandContext context) {
    var passenger = passenger(seats.getFirst().passengerId());
    var targets = new ArrayList<Target<?, ?>>(List.of(first, passenger));
    seats.stream().skip(1).forEach(seat -> targets.add(flight(seat.flightId())));
    return context
        .submission(
            name,
            targets,
            states ->
                byStream(
                    TripDecision.book(seats, id -> states.of(flight(id)), states.of(passenger))))
        .about(seats.stream().map(BookSeat::passengerId).distinct().toList());
  }

  private static Submission change(
      FlightCommand command, Target<Flight, FlightEvent> flight, CommandContext context) {
    return context.submission(
        command.getClass().getSimpleName(),
        List.of(flight),
        states ->
            byStream(
                TripDecision.change(command, states.of(flight), ids -> itineraries(ids, states))));
  }

  private static Map<String, Itinerary> itineraries(List<String> passengerIds, States states) {
    var found = states.all(passengerIds.stream().map(Flights::passenger).toList());
    var byId = new HashMap<String, Itinerary>();
    for (var i = 0; i < found.size(); i++) {
      byId.put(passengerIds.get(i), found.get(i));
    }
    return byId;
  }

  private static Map<String, List<?>> byStream(Outcome outcome) {
    var events = new LinkedHashMap<String, List<?>>();
    outcome.flights().forEach((id, list) -> events.put(FlightEvents.streamId(id), list));
    outcome.passengers().forEach((id, list) -> events.put(PassengerEvents.streamId(id), list));
    return events;
  }

  private static Target<Flight, FlightEvent> flight(UUID id) {
    return flight(id, new Expectation.Any());
  }

  private static Target<Flight, FlightEvent> flight(UUID id, Expectation expectation) {
    return Target.of(FlightEvents.streamId(id), FLIGHT, expectation);
  }

  private static Target<Itinerary, PassengerEvent> passenger(String id) {
    return Target.of(PassengerEvents.streamId(id), PASSENGER, new Expectation.Any());
  }
}
