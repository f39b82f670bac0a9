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
   * @param states may be asked for streams that the command did not name
   * @return events by stream id, each stream's in order; the streams' order is that of the log
   * @throws dev.contrail.command.decider.CommandRejected if a rule says no
   */
  Map<String, ? extends List<?>> decide(States states);

  /** A command on a single stream. */
  static <C, S, E> Decision of(Target<S, E> target, Decider<C, S, E> decider, C command) {
    return states -> Map.of(target.streamId(), decider.decide(command, states.of(target)));
  }

  /** The newest state of each stream that the decision looks at. */
  interface States {

    /** The state of one stream. */
    default <S> S of(Target<S, ?> target) {
      return all(List.of(target)).getFirst();
    }

    /**
     * The states of several streams, in their order. Where the command did not name one of them,
     * the decision is broken off and taken again, from the beginning, once that stream is at hand:
     * what a decision looks at may depend on what it has seen.
     */
    <S> List<S> all(List<? extends Target<S, ?>> targets);
  }
}
