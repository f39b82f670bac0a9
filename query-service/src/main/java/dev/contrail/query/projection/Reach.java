package dev.contrail.query.projection;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How far the live generations have come, as the database says it, and where the topic ends. {@link
 * Progress} tells the same sooner and costs nothing, but may not have heard of the latest yet. Safe
 * for use by many threads.
 */
public final class Reach {

  /**
   * Where the topic ended when it was looked at.
   *
   * @param offsets for each partition that of the next record
   */
  public record Ends(String topicId, Map<Integer, Long> offsets) {}

  /** The cursors of a live generation; none if there is no such generation. */
  public static final class Standing {

    private final Map<Integer, Cursor> cursors;

    private Standing(Map<Integer, Cursor> cursors) {
      this.cursors = cursors;
    }

    /** Whether every record before the ends is dealt with. */
    public boolean hasReached(Ends ends) {
      return ends.offsets().entrySet().stream()
          .allMatch(end -> {
            var cursor = cursors.get(end.getKey());
            return cursor != null && cursor.offsetIn(ends.topicId()) >= end.getValue();
          });
    }

    private Map<Integer, Long> offsetsIn(String topicId) {
      var offsets = new HashMap<Integer, Long>();
      cursors.forEach((partition, cursor) -> offsets.put(partition, cursor.offsetIn(topicId)));
      return offsets;
    }

    /** Position up to which every event of every partition is applied. */
    public long complete() {
      return cursors.values().stream().mapToLong(Cursor::position).min().orElse(0);
    }

    /** For each partition the position of the last event applied, or the limit if it is lower. */
    public Map<Integer, Long> upTo(long limit) {
      var positions = new HashMap<Integer, Long>();
      cursors.forEach(
          (partition, cursor) -> positions.put(partition, Math.min(limit, cursor.position())));
      return positions;
    }
  }

  private final CursorTable cursors;
  private final TopicWatch topic;
  private final TopicTail tail;

  Reach(JdbcTemplate jdbc, TopicWatch topic, TopicTail tail) {
    this.cursors = new CursorTable(jdbc);
    this.topic = topic;
    this.tail = tail;
  }

  /** How far a projection has come. */
  public Standing of(String projection) {
    return new Standing(cursors.readLive().getOrDefault(projection, Map.of()));
  }

  /**
   * The ends without what is no record: marks of transactions take offsets too, which no cursor
   * passes until the next record. Reads the topic: for when cursors do not move any more.
   */
  public Ends withoutMarks(Ends ends, Standing standing) {
    return tail.withoutMarks(ends, standing.offsetsIn(ends.topicId()));
  }

  /** Asks the broker; empty if it cannot be asked now. */
  public Optional<Ends> ends() throws InterruptedException {
    try {
      var sight = topic.look();
      return Optional.of(new Ends(sight.topicId(), sight.ends()));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
  }
}
