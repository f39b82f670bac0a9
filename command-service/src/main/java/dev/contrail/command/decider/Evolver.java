package dev.contrail.command.decider;

/**
 * How a stream's state is made from its events.
 *
 * @param <S> the state, immutable
 * @param <E> the sealed interface of the events
 */
public interface Evolver<S, E> {

  /** The state of a stream without events. */
  S initialState();

  /** The state after an event. Total: never throws and never decides; uses its arguments only. */
  S evolve(S state, E event);
}
