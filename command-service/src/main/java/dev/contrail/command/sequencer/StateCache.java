package dev.contrail.command.sequencer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.contrail.command.eventstore.EventStore;
import dev.contrail.command.eventstore.StreamBeginning;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The states of recently used streams. Only committed states enter it; they may be behind other
 * instances, and the sequencer reads what is missing under the log's lock.
 */
final class StateCache {

  /** Streams read by one statement: bounds what it holds. */
  private static final int AT_ONCE = 64;

  private final Cache<String, StreamState<?, ?>> states;
  private final EventStore store;
  private final Snapshots snapshots;
  private final SequencerMetrics metrics;

  StateCache(EventStore store, Snapshots snapshots, SequencerMetrics metrics, long maximumSize) {
    this.metrics = metrics;
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

  /**
   * The states as far as they are known; streams that are not cached are read together. What cannot
   * be read, or not now, fails whoever asks for it.
   */
  LoadedStreams load(Collection<Target<?, ?>> targets) {
    return load(targets, cached(targets));
  }

  /**
   * The states with everything that is committed, for whoever holds the log's lock: a statement for
   * every {@value #AT_ONCE} streams that are not cached, and one for all that are.
   */
  LoadedStreams newest(Collection<Target<?, ?>> targets) {
    var cached = cached(targets);
    var loaded = load(targets, cached);
    if (!cached.isEmpty()) {
      var versions = new HashMap<String, Long>();
      cached.forEach((streamId, state) -> versions.put(streamId, state.head().version()));
      store.readTails(versions).forEach(loaded::apply);
    }
    return loaded;
  }

  private Map<String, StreamState<?, ?>> cached(Collection<Target<?, ?>> targets) {
    return states.getAllPresent(targets.stream().map(Target::streamId).toList());
  }

  private LoadedStreams load(
      Collection<Target<?, ?>> targets, Map<String, StreamState<?, ?>> known) {
    var loaded = new LoadedStreams();
    var cold = new LinkedHashMap<String, Target<?, ?>>();
    for (var target : targets) {
      var cached = known.get(target.streamId());
      if (cached != null) {
        loaded.put(target.streamId(), cached);
      } else if (!target.fresh()) {
        cold.put(target.streamId(), target);
      } else if (!loaded.has(target.streamId())) {
        loaded.put(target.streamId(), StreamState.initial(target.type()));
      }
    }
    if (!cold.isEmpty()) {
      var started = System.nanoTime();
      var left = new ArrayList<>(cold.values());
      for (var from = 0; from < left.size(); from += AT_ONCE) {
        read(left.subList(from, Math.min(left.size(), from + AT_ONCE)), loaded);
      }
      metrics.loaded(System.nanoTime() - started);
    }
    return loaded;
  }

  private void read(List<Target<?, ?>> cold, LoadedStreams loaded) {
    try {
      var beginnings = snapshots.beginnings(cold);
      for (var target : cold) {
        read(target, Objects.requireNonNull(beginnings.get(target.streamId())), loaded);
      }
    } catch (RuntimeException e) {
      cold.forEach(target -> loaded.putBroken(target.streamId(), e));
    }
  }

  private void read(Target<?, ?> target, StreamBeginning beginning, LoadedStreams loaded) {
    try {
      loaded.put(target.streamId(), fold(target, beginning));
    } catch (RuntimeException | Error e) {
      loaded.putBroken(target.streamId(), DomainFailure.of(e));
    }
  }

  private <S, E> StreamState<S, E> fold(Target<S, E> target, StreamBeginning beginning) {
    var initial = StreamState.initial(target.type());
    var snapshot = beginning.snapshot();
    var begin = snapshot == null ? Optional.of(initial) : snapshots.state(target, snapshot);
    var state = begin.orElse(initial);
    if (begin.isPresent()) {
      for (var event : beginning.events()) {
        state = state.apply(event);
      }
    }
    if (begin.isEmpty() || snapshots.mayHaveMore(beginning)) {
      state = readOn(target.streamId(), state);
    }
    snapshots.loaded(target.streamId(), begin.orElse(initial).head().version(), state);
    return state;
  }

  private <S, E> StreamState<S, E> readOn(String streamId, StreamState<S, E> begin) {
    var folded = new AtomicReference<>(begin);
    store.readStream(
        streamId, begin.head().version(), event -> folded.set(folded.get().apply(event)));
    return folded.get();
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
