package dev.contrail.query.projection;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code projection_cursor}. */
final class CursorTable {

  /** Says that cursors have advanced; the payload is what {@link #payload} makes. */
  static final String CHANNEL = "contrail_projection";

  private static final int MAX_PAYLOAD = 7_900;

  private static final String READ =
      """
      select partition, topic_id, next_offset, position
      from projection_cursor
      where generation = ?
      order by partition
      """;

  private static final String LOCK =
      """
      select partition, topic_id, next_offset, position
      from projection_cursor
      where generation = ? and partition = any (?)
      order by partition
      for update
      """;

  private static final String CREATE =
      """
      insert into projection_cursor (generation, partition)
      select ?, partition from generate_series(0, ? - 1) as partition
      """;

  private static final String ADVANCE =
      """
      with advanced as (
        update projection_cursor c
        set topic_id = n.topic_id, next_offset = n.next_offset, position = n.position
        from unnest(?::integer[], ?::text[], ?::bigint[], ?::bigint[])
          as n (partition, topic_id, next_offset, position)
        where c.generation = ? and c.partition = n.partition
      )
      select pg_notify(?, ?)
      """;

  private final JdbcTemplate jdbc;

  CursorTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void create(Generation generation, int partitions) {
    jdbc.update(CREATE, generation.fullName(), partitions);
  }

  /** All cursors of a generation by partition. */
  Map<Integer, Cursor> read(String generation) {
    return select(READ, generation);
  }

  /** Some cursors by partition, locked until the end of the transaction. */
  Map<Integer, Cursor> lock(Generation generation, Collection<Integer> partitions) {
    return select(
        LOCK, generation.fullName(), partitions.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Writes new cursors, and tells the other instances once that is committed. */
  void advance(Generation generation, Map<Integer, Cursor> cursors) {
    var partitions = cursors.keySet().stream().mapToInt(Integer::intValue).toArray();
    var values = cursors.values();
    jdbc.query(
        ADVANCE,
        result -> {},
        partitions,
        values.stream().map(Cursor::topicId).toArray(String[]::new),
        values.stream().mapToLong(Cursor::nextOffset).toArray(),
        values.stream().mapToLong(Cursor::position).toArray(),
        generation.fullName(),
        CHANNEL,
        payload(generation, cursors));
  }

  /** Full name, then partition=position; the name alone means 'look yourself'. */
  static String payload(Generation generation, Map<Integer, Cursor> cursors) {
    var payload =
        cursors.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue().position())
            .collect(Collectors.joining(" ", generation.fullName() + " ", ""));
    return payload.length() <= MAX_PAYLOAD ? payload : generation.fullName();
  }

  private Map<Integer, Cursor> select(String statement, Object... arguments) {
    var cursors = new HashMap<Integer, Cursor>();
    jdbc.query(
        statement,
        row -> {
          cursors.put(
              row.getInt("partition"),
              new Cursor(
                  row.getString("topic_id"), row.getLong("next_offset"), row.getLong("position")));
        },
        arguments);
    return cursors;
  }
}
