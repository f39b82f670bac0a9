package dev.contrail.command.eventstore;

import dev.contrail.events.RecordedEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the dense log: positions 1, 2, 3 … without a gap, in commit order, so that a reader that
 * has seen a position has seen everything below it. Appending is the sequencer's, through {@link
 * LogTransaction}. Safe for use by many threads; every call is a statement of its own and throws
 * Spring's {@code DataAccessException} when the database does not answer.
 */
public interface EventStore {

  /** The last event's place, {@link LogHead#EMPTY} on an empty log. */
  LogHead head();

  /** Position and hash of one event. */
  Optional<LogHead> at(long position);

  /**
   * Hands over a stream's events in order, without holding them all in memory.
   *
   * @param afterVersion 0 for all of them
   */
  void readStream(String streamId, long afterVersion, Consumer<RecordedEvent> consumer);

  /**
   * What is newer than the caller knows of some streams, in the order of the log.
   *
   * @param knownVersions by stream id, the version the caller's state stands at
   */
  List<RecordedEvent> readTails(Map<String, Long> knownVersions);

  /**
   * The log's next events in order.
   *
   * @param afterPosition 0 for the beginning
   * @param limit at most so many; fewer only at the end of the log
   */
  List<RecordedEvent> readLog(long afterPosition, int limit);
}
