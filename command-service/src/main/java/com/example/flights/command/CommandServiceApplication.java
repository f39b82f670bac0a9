package com.example.flights.command;

import dev.contrail.command.eventstore.EventStoreConfiguration;
import dev.contrail.command.http.CommandHttpConfiguration;
import dev.contrail.command.outbox.OutboxConfiguration;
import dev.contrail.command.sequencer.SequencerConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The table of contents: HTTP, then the sequencer, then the log, then the relay. */
@SpringBootApplication
@Import({
  CommandHttpConfiguration.class,
  SequencerConfiguration.class,
  EventStoreConfiguration.class,
  OutboxConfiguration.class
})
class CommandServiceApplication {

  static void main(String[] args) {
    SpringApplication.run(CommandServiceApplication.class, args);
  }
}
