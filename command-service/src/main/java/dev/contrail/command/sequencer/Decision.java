package dev.contrail.command.sequencer;

import dev.contrail.command.decider.Decider;
import java.util.List;
import java.util.Map;

/**
 * A command bound to its rules: from the newest states of the streams it named to the events it
 * records. Pure; may be called again for the same command.
 */
@FunctionalInterface
public interface Decision {

  /**
   * @return events by stream id, each stream's in order; the streams' order is that of the log
   * @throws dev.contrail.command.decider.CommandRejected if a rule says no
   */
  Map<String, ? extends List<?>> decide(States states);

  /** A command on a single stream. */
  static <C, S, E> Decision of(Target<S, E> target, Decider<C, S, E> decider, C command) {
    return states -> Map.of(target.streamId(), decider.decide(command, states.of(target)));
  }

  /** The newest state of each stream that the command named. */
  interface States {

    /**
     * @throws IllegalArgumentException if the command did not name the stream
     */
    <S> S of(Target<S, ?> target);
  }
}
