package dev.contrail.command.sequencer;

import dev.contrail.command.sequencer.CommandRefused.Reason;
import dev.contrail.events.RecordedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The states of all streams of a group while it is decided: newest known, then the tails read under
 * the lock, then what the group's own commands record.
 */
final class WorkingStates {

  private static final Logger log = LoggerFactory.getLogger(WorkingStates.class);

  private final Map<String, StreamState<?, ?>> states = new HashMap<>();
  private final Map<String, RuntimeException> broken = new HashMap<>();
  private final Map<String, Long> before = new HashMap<>();

  WorkingStates(List<PendingCommand> group, StateCache cache) {
    for (var command : group) {
      for (var target : command.targets()) {
        states.merge(target.streamId(), command.loaded(target), WorkingStates::newer);
      }
    }
    states.replaceAll((streamId, state) -> {
      var cached = cache.get(streamId);
      return cached == null ? state : newer(state, cached);
    });
    states.forEach((streamId, state) -> before.put(streamId, state.head().version()));
  }

  private static StreamState<?, ?> newer(StreamState<?, ?> a, StreamState<?, ?> b) {
    return a.head().version() >= b.head().version() ? a : b;
  }

  /** For each stream, the version from which the log has to be read. */
  Map<String, Long> versions() {
    return before;
  }

  /** Takes in what others have recorded. A stream that cannot be folded fails its commands only. */
  void applyTails(List<RecordedEvent> tails) {
    for (var event : tails) {
      var streamId = event.streamId();
      if (!broken.containsKey(streamId)) {
        try {
          states.put(streamId, Objects.requireNonNull(states.get(streamId)).apply(event));
        } catch (RuntimeException e) {
          broken.put(streamId, e);
        } catch (StackOverflowError | LinkageError | AssertionError e) {
          broken.put(streamId, new IllegalStateException("the stream cannot be folded", e));
        }
      }
    }
  }

  /**
   * Reads a stream that no command of the group had named.
   *
   * @throws CommandRefused {@link Reason#OVERLOADED} if the database does not answer
   */
  void addIfUnknown(Target<?, ?> target, StateCache cache) {
    try {
      states.computeIfAbsent(target.streamId(), id -> cache.newest(target));
    } catch (DataAccessException e) {
      log.warn("stream {} cannot be read: {}", target.streamId(), e.getMessage());
      throw new CommandRefused(Reason.OVERLOADED, "The database does not answer.");
    }
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

  void replace(Map<String, StreamState<?, ?>> changed) {
    states.putAll(changed);
  }

  /** All readable states, to be published once the group is committed. */
  void publishTo(StateCache cache, Snapshots snapshots) {
    states.forEach((streamId, state) -> {
      if (!broken.containsKey(streamId) && state.head().version() > 0) {
        cache.put(streamId, state);
        snapshots.committed(streamId, before.getOrDefault(streamId, 0L), state);
      }
    });
  }
}
