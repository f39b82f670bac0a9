package com.example.flights.command.flight.http;

import com.example.flights.command.flight.http.FlightAnswers.TripAnswer;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.contrail.command.http.CommandContext;
import dev.contrail.command.sequencer.Sequencer;
import jakarta.validation.Valid;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Seats on several flights, all or none. */
@RestController
final class TripController {

  private final Sequencer sequencer;
  private final Flights flights;
  private final FlightAnswers answers;
  private final FlightAccess access;
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

  TripController(Sequencer sequencer, Flights flights, FlightAnswers answers, FlightAccess access) {
    this.sequencer = sequencer;
    this.flights = flights;
    this.answers = answers;
    this.access = access;
  }

  /** Books one seat on each of several flights: all of them, or none. */
  @PostMapping("/api/trips")
  ResponseEntity<TripAnswer> book(
      @Valid @RequestBody TripRequests.Book request, CommandContext context) {
    access.requirePassenger(request.passengerId());
    var seats = request.toCommands(ids::generate);
    return answers.trip(sequencer.execute(flights.trip(seats, context)), request.passengerId());
  }
}
