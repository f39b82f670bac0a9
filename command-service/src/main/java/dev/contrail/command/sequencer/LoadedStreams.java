package dev.contrail.command.sequencer;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The states of some streams as far as they were known before their commands were queued. A stream
 * that cannot be folded fails those who ask for it, and nobody else.
 */
final class LoadedStreams {

  private final Map<String, StreamState<?, ?>> states = new HashMap<>();
  private final Map<String, RuntimeException> broken = new HashMap<>();

  boolean has(String streamId) {
    return states.containsKey(streamId) || broken.containsKey(streamId);
  }

  void put(String streamId, StreamState<?, ?> state) {
    states.put(streamId, state);
  }

  void putBroken(String streamId, RuntimeException reason) {
    broken.put(streamId, reason);
  }

  /**
   * @throws RuntimeException what made the stream unreadable
   */
  StreamState<?, ?> of(String streamId) {
    var failure = broken.get(streamId);
    if (failure != null) {
      throw failure;
    }
    return Objects.requireNonNull(states.get(streamId), streamId);
  }
}
