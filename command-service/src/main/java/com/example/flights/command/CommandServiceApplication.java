package com.example.flights.command;

import dev.contrail.command.eventstore.EventStoreConfiguration;
import dev.contrail.command.http.CommandHttpConfiguration;
import dev.contrail.command.operations.LogOperationsConfiguration;
import dev.contrail.command.operations.OperatorCommand;
import dev.contrail.command.outbox.OutboxConfiguration;
import dev.contrail.command.personal.PersonalDataConfiguration;
import dev.contrail.command.sequencer.SequencerConfiguration;
import dev.contrail.security.SecurityConfiguration;
import dev.contrail.telemetry.TelemetryConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/**
 * The table of contents: who may ask, HTTP, then the sequencer, then the log, then keys of persons,
 * then the relay, then what operators need, and traces.
 */
@SpringBootApplication
@Import({
  SecurityConfiguration.class,
  CommandHttpConfiguration.class,
  SequencerConfiguration.class,
  EventStoreConfiguration.class,
  PersonalDataConfiguration.class,
  OutboxConfiguration.class,
  LogOperationsConfiguration.class,
  TelemetryConfiguration.class
})
class CommandServiceApplication {

  static void main(String[] args) {
    var operatorCommand = OperatorCommand.among(args);
    if (operatorCommand.isPresent()) {
      System.exit(operatorCommand.get().run(args));
    }
    SpringApplication.run(CommandServiceApplication.class, args);
  }
}
