package dev.contrail.command.sequencer;

import dev.contrail.command.decider.Evolver;
import dev.contrail.events.EventCodec;

/**
 * A kind of stream: how its state is made and how its events are written.
 *
 * @param name for metrics and messages
 * @param <S> the state
 * @param <E> the sealed interface of the events
 */
public record StreamType<S, E>(String name, Evolver<S, E> evolver, EventCodec<E> codec) {}
