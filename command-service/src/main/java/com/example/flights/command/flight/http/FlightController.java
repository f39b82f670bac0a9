package com.example.flights.command.flight.http;

import com.example.flights.command.flight.FlightCommand;
import com.example.flights.command.flight.http.FlightAnswers.BookingAnswer;
import com.example.flights.command.flight.http.FlightAnswers.FlightAnswer;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.contrail.command.http.CommandContext;
import dev.contrail.command.sequencer.Sequencer;
import jakarta.validation.Valid;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Commands on flights, one a request. */
@RestController
@RequestMapping("/api/flights")
final class FlightController {

  private final Sequencer sequencer;
  private final Flights flights;
  private final FlightAnswers answers;
  private final FlightAccess access;
  private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();

  FlightController(
      Sequencer sequencer, Flights flights, FlightAnswers answers, FlightAccess access) {
    this.sequencer = sequencer;
    this.flights = flights;
    this.answers = answers;
    this.access = access;
  }

  /** Plans a flight. Its id may be chosen by who asks, so that it is known whatever the answer. */
  @PostMapping
  ResponseEntity<FlightAnswer> schedule(
      @Valid @RequestBody FlightRequests.Schedule request, CommandContext context) {
    var chosen = request.flightId();
    var submission =
        chosen == null
            ? flights.submissionOnFresh(request.toCommand(ids.generate()), context)
            : flights.submission(request.toCommand(chosen), context);
    return answers.scheduled(sequencer.execute(submission));
  }

  /** Moves the departure of a flight that has not left. */
  @PostMapping("/{flightId}/reschedule")
  ResponseEntity<FlightAnswer> reschedule(
      @PathVariable UUID flightId,
      @Valid @RequestBody FlightRequests.Reschedule request,
      CommandContext context) {
    return change(request.toCommand(flightId), context);
  }

  /** Says that a flight has left, and how late. */
  @PostMapping("/{flightId}/departure")
  ResponseEntity<FlightAnswer> depart(
      @PathVariable UUID flightId,
      @Valid @RequestBody FlightRequests.Depart request,
      CommandContext context) {
    return change(request.toCommand(flightId), context);
  }

  /** Calls a flight off, and with it all its bookings. */
  @PostMapping("/{flightId}/cancellation")
  ResponseEntity<FlightAnswer> cancel(
      @PathVariable UUID flightId,
      @Valid @RequestBody FlightRequests.Cancel request,
      CommandContext context) {
    return change(request.toCommand(flightId), context);
  }

  /** Books a seat that is free, for one passenger. */
  @PostMapping("/{flightId}/bookings")
  ResponseEntity<BookingAnswer> book(
      @PathVariable UUID flightId,
      @Valid @RequestBody FlightRequests.Book request,
      CommandContext context) {
    var bookingId = request.bookingId() == null ? ids.generate() : request.bookingId();
    var command = access.requireBookable(request.toCommand(flightId, bookingId));
    return answers.booked(sequencer.execute(flights.submission(command, context)), bookingId);
  }

  /** Gives a seat back. */
  @PostMapping("/{flightId}/bookings/{bookingId}/cancellation")
  ResponseEntity<FlightAnswer> cancelBooking(
      @PathVariable UUID flightId, @PathVariable UUID bookingId, CommandContext context) {
    return change(access.cancellation(flightId, bookingId), context);
  }

  private ResponseEntity<FlightAnswer> change(FlightCommand command, CommandContext context) {
    return answers.changed(sequencer.execute(flights.submission(command, context)));
  }
}
