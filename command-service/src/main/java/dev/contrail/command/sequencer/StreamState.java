package dev.contrail.command.sequencer;

import dev.contrail.command.sequencer.Receipt.StreamHead;
import dev.contrail.events.RecordedEvent;

/** A stream folded up to a version; immutable. */
record StreamState<S, E>(StreamType<S, E> type, S state, StreamHead head) {

  static <S, E> StreamState<S, E> initial(StreamType<S, E> type) {
    return new StreamState<>(type, type.evolver().initialState(), new StreamHead(0, 0));
  }

  /**
   * @throws dev.contrail.events.UnreadableEventException if this build does not know the event
   * @throws IllegalStateException if the event is not the stream's next
   */
  StreamState<S, E> apply(RecordedEvent event) {
    if (event.streamVersion() != head.version() + 1) {
      throw new IllegalStateException(
          "stream %s stands at version %d, the next event has %d"
              .formatted(event.streamId(), head.version(), event.streamVersion()));
    }
    return apply(type.codec().decode(event.type(), event.data()).orElseThrow(), event.position());
  }

  StreamState<S, E> apply(E event, long position) {
    return new StreamState<>(
        type, type.evolver().evolve(state, event), new StreamHead(head.version() + 1, position));
  }
}
