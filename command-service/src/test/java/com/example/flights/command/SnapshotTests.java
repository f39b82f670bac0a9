package com.example.flights.command;

import static dev.contrail.command.sequencer.SnapshotSpecification.states;

import com.example.flights.command.flight.Flight;
import com.example.flights.command.flight.FlightDecider;
import com.example.flights.command.passenger.Itinerary;
import com.example.flights.command.passenger.PassengerDecider;
import com.example.flights.events.Leg;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SnapshotTests {

  private static final LocalDateTime TIME = LocalDateTime.of(2001, 1, 1, 6, 55);

  @Test
  void everyStageOfAFlightSurvivesASnapshot() {
    var booking = new Flight.Booking(new UUID(1, 2), "p-1", 19_900);
    states(
            Flight.class,
            new FlightDecider(),
            new Flight.Unscheduled(),
            new Flight.Scheduled(new Leg("LAX", "BNA", TIME), 1_797, 12, Map.of("1A", booking)),
            new Flight.Departed(-19),
            new Flight.Cancelled())
        .surviveASnapshot();
  }

  @Test
  void anItinerarySurvivesASnapshot() {
    states(
            Itinerary.class,
            new PassengerDecider(),
            new Itinerary(Map.of()),
            new Itinerary(Map.of(new UUID(1, 2), new Itinerary.Period(TIME, TIME.plusHours(4)))))
        .surviveASnapshot();
  }
}
