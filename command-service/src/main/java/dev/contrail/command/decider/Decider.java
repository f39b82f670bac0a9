package dev.contrail.command.decider;

import java.util.List;

/**
 * The rules of one kind of stream. Pure: no I/O, no clock, no randomness; time and ids come in with
 * the command.
 *
 * @param <C> the sealed interface of the commands
 * @param <S> the state, immutable
 * @param <E> the sealed interface of the events
 */
public interface Decider<C, S, E> extends Evolver<S, E> {

  /**
   * What happens when the command meets the state.
   *
   * @return the events to record, in order; empty = what the command asks for is already so
   * @throws CommandRejected if a rule says no
   */
  List<E> decide(C command, S state);
}
