package dev.contrail.command.counter;

import dev.contrail.events.EventCatalog;

/** The machinery's own toy domain: it proves itself without the example. */
public sealed interface CounterEvent {

  EventCatalog<CounterEvent> CATALOG =
      EventCatalog.of(CounterEvent.class)
          .type("counted", 1, Counted.class)
          .type("counter-reset", 1, CounterReset.class)
          .build();

  /** Some more, with a note of any length. */
  record Counted(int by, String note) implements CounterEvent {}

  /** Back to zero. */
  record CounterReset() implements CounterEvent {}
}
