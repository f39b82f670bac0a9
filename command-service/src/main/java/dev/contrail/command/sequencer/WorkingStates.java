package dev.contrail.command.sequencer;

import dev.contrail.command.sequencer.CommandRefused.Reason;
import dev.contrail.events.RecordedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The states of all streams of a group while it is decided: newest known, then the tails read under
 * the lock, then what the group's own commands record.
 */
final class WorkingStates {

  private static final Logger log = LoggerFactory.getLogger(WorkingStates.class);

  private final LoadedStreams streams = new LoadedStreams();
  private final Map<String, Long> before = new HashMap<>();

  WorkingStates(List<PendingCommand> group, StateCache cache) {
    var states = new HashMap<String, StreamState<?, ?>>();
    for (var command : group) {
      for (var target : command.targets()) {
        states.merge(target.streamId(), command.loaded(target), WorkingStates::newer);
      }
    }
    states.forEach((streamId, state) -> {
      var cached = cache.get(streamId);
      var newest = cached == null ? state : newer(state, cached);
      streams.put(streamId, newest);
      before.put(streamId, newest.head().version());
    });
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
    tails.forEach(streams::apply);
  }

  /**
   * Reads streams that no command of the group had named, together.
   *
   * @throws CommandRefused {@link Reason#OVERLOADED} if the database does not answer
   * @throws RuntimeException what made one of them unreadable
   */
  void addUnknown(List<Target<?, ?>> targets, StateCache cache) {
    var unknown = targets.stream().filter(target -> !streams.has(target.streamId())).toList();
    try {
      var newest = cache.newest(unknown);
      newest.forEachReadable(streams::put);
      unknown.forEach(target -> newest.of(target.streamId()));
    } catch (DataAccessException e) {
      log.warn("streams cannot be read: {}", e.getMessage());
      throw new CommandRefused(Reason.OVERLOADED, "The database does not answer.");
    }
  }

  /**
   * @throws RuntimeException what made the stream unreadable
   */
  StreamState<?, ?> of(String streamId) {
    return streams.of(streamId);
  }

  void replace(Map<String, StreamState<?, ?>> changed) {
    changed.forEach(streams::put);
  }

  /** All readable states, to be published once the group is committed. */
  void publishTo(StateCache cache, Snapshots snapshots) {
    streams.forEachReadable((streamId, state) -> {
      if (state.head().version() > 0) {
        cache.put(streamId, state);
        snapshots.committed(streamId, before.getOrDefault(streamId, 0L), state);
      }
    });
  }
}
