package dev.contrail.command.sequencer;

import dev.contrail.command.decider.Evolver;
import dev.contrail.events.EventCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * A kind of stream: how its state is made, how its events are written and its snapshots.
 *
 * @param name for metrics, messages and snapshots
 * @param <S> the state
 * @param <E> the sealed interface of the events
 */
public record StreamType<S, E>(
    String name, Evolver<S, E> evolver, EventCodec<E> codec, StateCodec<S> stateCodec) {

  /**
   * @param state a record, or a sealed interface of records, all the way down
   */
  public StreamType(String name, Evolver<S, E> evolver, EventCodec<E> codec, Class<S> state) {
    this(name, evolver, codec, new StateCodec<>(state, rules(evolver, codec)));
  }

  private static List<Class<?>> rules(Evolver<?, ?> evolver, EventCodec<?> codec) {
    var rules = new ArrayList<Class<?>>(codec.meaning());
    rules.add(evolver.getClass());
    return rules;
  }
}
