package dev.contrail.command.faults;

import dev.contrail.events.RecordedEvent;
import java.util.List;
import java.util.Optional;

/** What a {@link History} has to know of the domain whose clients it watches. */
public interface Domain {

  /**
   * What a client meant to have once: the same for every try of a command, another for every other
   * command. Empty for events that no client asked for.
   */
  Optional<String> intention(RecordedEvent event);

  /** How often the log breaks the domain's rule, such as seats with two live bookings. */
  int broken(List<RecordedEvent> log);
}
