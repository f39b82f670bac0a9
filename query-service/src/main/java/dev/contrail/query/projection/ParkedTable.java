package dev.contrail.query.projection;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table {@code projection_parked}. All methods run in the caller's transaction. */
final class ParkedTable {

  private static final String STREAMS =
      """
      select distinct stream_id from projection_parked where generation = ? and partition = any (?)
      """;

  private static final String LIVE_STREAMS =
      """
      select distinct g.projection, p.stream_id
      from projection_generation g
      join projection_parked p on p.generation = g.projection || '_g' || g.generation
      where g.live
      """;

  private static final String FIRST_OF_STREAMS =
      """
      select distinct on (stream_id) stream_id, partition, position, type, error,
        count(*) over (partition by stream_id) as events
      from projection_parked
      where generation = ?
      order by stream_id, position
      limit 1000
      """;

  private static final String STREAMS_AFTER =
      """
      select distinct on (stream_id) stream_id, partition
      from projection_parked
      where generation = ? and stream_id > ?
      order by stream_id, position
      limit ?
      """;

  private static final String OF_STREAM =
      """
      select partition, record_offset, stream_id, headers, value
      from projection_parked
      where generation = ? and stream_id = ?
      order by position
      limit ?
      """;

  private static final String INSERT =
      """
      insert into projection_parked
        (generation, stream_id, position, partition, record_offset, type, headers, value, error)
      values (?, ?, ?, ?, ?, ?, ?::json, ?, ?)
      """;

  private static final String DELETE =
      "delete from projection_parked where generation = ? and stream_id = ? and position <= ?";

  private static final String FAIL =
      """
      update projection_parked set error = ? where generation = ? and stream_id = ? and position = ?
      """;

  private static final String FORGET = "delete from projection_parked where generation = ?";

  /**
   * An event that is parked.
   *
   * @param error null if it only waits behind an earlier one of its stream
   */
  record Parked(Arrival arrival, @Nullable String error) {}

  /**
   * A stream that is parked.
   *
   * @param position of the event that failed
   * @param events that are parked with it, itself included
   */
  record ParkedStream(
      String streamId, int partition, long position, String type, String error, long events) {}

  /** A stream and the partition it comes in. */
  record StreamPlace(String streamId, int partition) {}

  private final JdbcTemplate jdbc;

  ParkedTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Streams parked in these partitions. */
  Set<String> streams(Generation generation, Collection<Integer> partitions) {
    return new HashSet<>(
        jdbc.query(
            STREAMS,
            (row, _) -> row.getString(1),
            generation.fullName(),
            partitions.stream().mapToInt(Integer::intValue).toArray()));
  }

  /** Streams parked in live generations, by projection. */
  Map<String, Set<String>> liveStreams() {
    var streams = new HashMap<String, Set<String>>();
    jdbc.query(
        LIVE_STREAMS,
        row -> {
          streams.computeIfAbsent(row.getString(1), _ -> new HashSet<>()).add(row.getString(2));
        });
    return streams;
  }

  /** Streams parked in a generation with the event that failed, a thousand at most. */
  List<ParkedStream> of(Generation generation) {
    return jdbc.query(
        FIRST_OF_STREAMS,
        (row, _) ->
            new ParkedStream(
                row.getString("stream_id"),
                row.getInt("partition"),
                row.getLong("position"),
                row.getString("type"),
                String.valueOf(row.getString("error")),
                row.getLong("events")),
        generation.fullName());
  }

  /** Streams parked in a generation that come after one, in the order of their names. */
  List<StreamPlace> streamsAfter(Generation generation, String streamId, int limit) {
    return jdbc.query(
        STREAMS_AFTER,
        (row, _) -> new StreamPlace(row.getString("stream_id"), row.getInt("partition")),
        generation.fullName(),
        streamId,
        limit);
  }

  /** The first events parked of a stream, in order. */
  List<Arrival> ofStream(Generation generation, String streamId, int limit) {
    return jdbc.query(
        OF_STREAM,
        (row, _) ->
            Arrival.of(
                StoredRecord.record(
                    row.getInt("partition"),
                    row.getLong("record_offset"),
                    row.getString("stream_id"),
                    StoredRecord.headers(row.getString("headers")),
                    row.getBytes("value"))),
        generation.fullName(),
        streamId,
        limit);
  }

  void insert(Generation generation, List<Parked> parked) {
    jdbc.batchUpdate(
        INSERT,
        parked,
        100,
        (statement, one) -> {
          var event = one.arrival().event();
          statement.setString(1, generation.fullName());
          statement.setString(2, event.streamId());
          statement.setLong(3, event.position());
          statement.setInt(4, one.arrival().partition());
          statement.setLong(5, one.arrival().offset());
          statement.setString(6, event.type().toString());
          statement.setString(7, StoredRecord.headers(one.arrival().record()));
          statement.setBytes(8, one.arrival().record().value());
          statement.setString(9, one.error());
        });
  }

  /** How many were there. */
  int deleteUpTo(Generation generation, String streamId, long position) {
    return jdbc.update(DELETE, generation.fullName(), streamId, position);
  }

  void fail(Generation generation, String streamId, long position, String error) {
    jdbc.update(FAIL, error, generation.fullName(), streamId, position);
  }

  void forget(Generation generation) {
    jdbc.update(FORGET, generation.fullName());
  }
}
