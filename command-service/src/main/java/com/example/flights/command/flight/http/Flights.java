package com.example.flights.command.flight.http;

import com.example.flights.command.flight.Flight;
import com.example.flights.command.flight.FlightCommand;
import com.example.flights.command.flight.FlightDecider;
import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvents;
import dev.contrail.command.http.CommandContext;
import dev.contrail.command.sequencer.Decision;
import dev.contrail.command.sequencer.StreamType;
import dev.contrail.command.sequencer.Submission;
import dev.contrail.command.sequencer.Target;
import dev.contrail.events.EventCodec;
import java.util.List;
import org.springframework.stereotype.Component;

/** Binds commands on flights to their stream and their rules. */
@Component
final class Flights {

  private static final FlightDecider DECIDER = new FlightDecider();

  private static final StreamType<Flight, FlightEvent> TYPE =
      new StreamType<>("flight", DECIDER, new EventCodec<>(FlightEvents.CATALOG));

  /** A command on a flight that may exist. */
  Submission submission(FlightCommand command, CommandContext context) {
    var stream = FlightEvents.streamId(command.flightId());
    return submission(Target.of(stream, TYPE, context.expectation()), command, context);
  }

  /** A command on a flight whose id was made for it. */
  Submission submissionOnFresh(FlightCommand command, CommandContext context) {
    var stream = FlightEvents.streamId(command.flightId());
    return submission(Target.fresh(stream, TYPE), command, context);
  }

  private static Submission submission(
      Target<Flight, FlightEvent> target, FlightCommand command, CommandContext context) {
    return context.submission(
        command.getClass().getSimpleName(), List.of(target), Decision.of(target, DECIDER, command));
  }
}
