package dev.contrail.command.sequencer;

import dev.contrail.events.RecordedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * The states of some streams as far as they are known. A stream that cannot be folded fails those
 * who ask for it, and nobody else. Not safe for use by several threads.
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

  /** Takes in the next event of one of these streams. */
  void apply(RecordedEvent event) {
    var streamId = event.streamId();
    if (!broken.containsKey(streamId)) {
      try {
        states.put(streamId, of(streamId).apply(event));
      } catch (RuntimeException | Error e) {
        broken.put(streamId, DomainFailure.of(e));
      }
    }
  }

  /** Those that can be folded. */
  void forEachReadable(BiConsumer<String, StreamState<?, ?>> consumer) {
    states.forEach((streamId, state) -> {
      if (!broken.containsKey(streamId)) {
        consumer.accept(streamId, state);
      }
    });
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
