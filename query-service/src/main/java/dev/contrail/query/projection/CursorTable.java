package dev.contrail.query.projection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;

/** The table {@code projection_cursor}. */
final class CursorTable {

  private static final String READ =
      """
      select partition, topic_id, next_offset, position
      from projection_cursor
      where generation = ?
      order by partition
      """;

  private static final String READ_LIVE =
      """
      select g.projection, c.partition, c.topic_id, c.next_offset, c.position
      from projection_generation g
      join projection_cursor c on c.generation = g.projection || '_g' || g.generation
      where g.live
      """;

  private static final String LOCK_ALL =
      """
      select partition, topic_id, next_offset, position
      from projection_cursor
      where generation = ?
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
        set topic_id = n.topic_id, next_offset = n.next_offset, position = n.position,
          parked = c.parked + n.parked
        from unnest(?::integer[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
          as n (partition, topic_id, next_offset, position, parked)
        where c.generation = ? and c.partition = n.partition
      )
      select pg_notify(?, ?)
      from projection_generation
      where projection = ? and generation = ? and live
      """;

  private static final String UNPARK =
      """
      update projection_cursor set parked = parked - ? where generation = ? and partition = ?
      """;

  private static final String NEXT_EPOCH =
      "update projection_generation set epoch = epoch + 1 where projection = ? and generation = ?";

  private static final String NOTIFY = "select pg_notify(?, ?)";

  private static final String DELETE = "delete from projection_cursor where generation = ?";

  private final JdbcTemplate jdbc;

  CursorTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void create(Generation generation, int partitions) {
    jdbc.update(CREATE, generation.fullName(), partitions);
  }

  void delete(Generation generation) {
    jdbc.update(DELETE, generation.fullName());
  }

  /** All cursors of a generation by partition. */
  Map<Integer, Cursor> read(Generation generation) {
    return select(READ, generation.fullName());
  }

  /** All cursors of the live generations by projection and partition. */
  Map<String, Map<Integer, Cursor>> readLive() {
    var live = new HashMap<String, Map<Integer, Cursor>>();
    jdbc.query(
        READ_LIVE,
        row -> {
          live.computeIfAbsent(row.getString("projection"), _ -> new HashMap<>())
              .put(row.getInt("partition"), cursor(row));
        });
    return live;
  }

  /** All cursors of a generation, locked until the end of the transaction. */
  Map<Integer, Cursor> lockAll(Generation generation) {
    return select(LOCK_ALL, generation.fullName());
  }

  /** Tells all instances how far the live generation is, once the transaction is committed. */
  void tell(String projection, Map<Integer, Cursor> cursors) {
    jdbc.query(
        NOTIFY, _ -> {}, CursorNotice.CHANNEL, CursorNotice.payload(projection, cursors, true));
  }

  /**
   * Writes new cursors and, if it is the live generation, tells the other instances once that is
   * committed.
   *
   * @return whether it is the live one
   */
  boolean advance(Generation generation, Map<Integer, Cursor> cursors, Parking parking) {
    var partitions = cursors.keySet().stream().mapToInt(Integer::intValue).toArray();
    var values = cursors.values();
    ResultSetExtractor<Boolean> live = ResultSet::next;
    return Boolean.TRUE.equals(
        jdbc.query(
            ADVANCE,
            live,
            partitions,
            values.stream().map(Cursor::topicId).toArray(String[]::new),
            values.stream().mapToLong(Cursor::nextOffset).toArray(),
            values.stream().mapToLong(Cursor::position).toArray(),
            cursors.keySet().stream().mapToLong(parking::addedTo).toArray(),
            generation.fullName(),
            CursorNotice.CHANNEL,
            CursorNotice.payload(generation.projection(), cursors, !parking.added().isEmpty()),
            generation.projection(),
            generation.number()));
  }

  /** That many events are no longer parked in a partition; all instances are told. */
  void unpark(Generation generation, int partition, int events) {
    jdbc.update(UNPARK, events, generation.fullName(), partition);
    jdbc.update(NEXT_EPOCH, generation.projection(), generation.number());
    jdbc.query(
        NOTIFY,
        _ -> {},
        CursorNotice.CHANNEL,
        CursorNotice.payload(generation.projection(), Map.of(), true));
  }

  private Map<Integer, Cursor> select(String statement, Object... arguments) {
    var cursors = new HashMap<Integer, Cursor>();
    jdbc.query(
        statement,
        row -> {
          cursors.put(row.getInt("partition"), cursor(row));
        },
        arguments);
    return cursors;
  }

  static Cursor cursor(ResultSet row) throws SQLException {
    return new Cursor(
        row.getString("topic_id"), row.getLong("next_offset"), row.getLong("position"));
  }
}
