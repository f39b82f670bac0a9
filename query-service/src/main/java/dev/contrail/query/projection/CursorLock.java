package dev.contrail.query.projection;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** Locks cursors for a batch, which thereby learns all that others may have changed. */
final class CursorLock {

  private static final String LOCK =
      """
      select partition, topic_id, next_offset, position, parked, skips
      from projection_cursor
      where generation = ? and partition = any (?)
      order by partition
      for update
      """;

  /**
   * Cursors that are locked until the end of the transaction.
   *
   * @param withParked partitions that have parked events
   * @param skips another number than before if other events are skipped
   */
  record Locked(Map<Integer, Cursor> cursors, Set<Integer> withParked, long skips) {}

  private final JdbcTemplate jdbc;

  CursorLock(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Runs in the caller's transaction. */
  Locked lock(Generation generation, Collection<Integer> partitions) {
    var cursors = new HashMap<Integer, Cursor>();
    var withParked = new HashSet<Integer>();
    var skips = new HashSet<Long>();
    jdbc.query(
        LOCK,
        row -> {
          var partition = row.getInt("partition");
          cursors.put(partition, CursorTable.cursor(row));
          skips.add(row.getLong("skips"));
          if (row.getLong("parked") > 0) {
            withParked.add(partition);
          }
        },
        generation.fullName(),
        partitions.stream().mapToInt(Integer::intValue).toArray());
    return new Locked(cursors, withParked, skips.stream().reduce(0L, Math::max));
  }
}
