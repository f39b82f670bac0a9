package dev.contrail.command.sequencer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.contrail.command.eventstore.EventStore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The states of recently used streams. Only committed states enter it; they may be behind other
 * instances, and the sequencer reads what is missing under the log's lock.
 */
final class StateCache {

  private final Cache<String, StreamState<?, ?>> states;
  private final EventStore store;
  private final Snapshots snapshots;

  StateCache(EventStore store, Snapshots snapshots, long maximumSize) {
    this.store = store;
    this.snapshots = snapshots;
    this.states = Caffeine.newBuilder().maximumSize(maximumSize).executor(Runnable::run).build();
  }

  @Nullable StreamState<?, ?> get(String streamId) {
    return states.getIfPresent(streamId);
  }

  void put(String streamId, StreamState<?, ?> state) {
    states.put(streamId, state);
  }

  /** After the log has turned out to be another one. */
  void clear() {
    states.invalidateAll();
  }

  /** The target's state as far as it is known, read from the store if it is not cached. */
  <S, E> StreamState<S, E> load(Target<S, E> target) {
    var cached = states.getIfPresent(target.streamId());
    if (cached != null) {
      return typed(target, cached);
    }
    return target.fresh() ? StreamState.initial(target.type()) : read(target);
  }

  /** The target's state with everything that is committed: for whoever holds the log's lock. */
  <S, E> StreamState<S, E> newest(Target<S, E> target) {
    var loaded = load(target);
    return target.fresh() ? loaded : fold(target.streamId(), loaded);
  }

  private <S, E> StreamState<S, E> fold(String streamId, StreamState<S, E> begin) {
    var folded = new AtomicReference<>(begin);
    store.readStream(
        streamId, begin.head().version(), event -> folded.set(folded.get().apply(event)));
    return folded.get();
  }

  private <S, E> StreamState<S, E> read(Target<S, E> target) {
    var begin = snapshots.begin(target);
    var folded = fold(target.streamId(), begin);
    snapshots.loaded(target.streamId(), begin.head().version(), folded);
    return folded;
  }

  /** A stream id belongs to one type for ever, so the cast cannot fail. */
  @SuppressWarnings("unchecked")
  static <S, E> StreamState<S, E> typed(Target<S, E> target, StreamState<?, ?> state) {
    if (!state.type().equals(target.type())) {
      throw new IllegalArgumentException(
          "stream %s is of type %s, not %s"
              .formatted(target.streamId(), state.type().name(), target.type().name()));
    }
    return (StreamState<S, E>) state;
  }
}
