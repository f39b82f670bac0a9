package dev.contrail.query.timetravel;

import dev.contrail.events.EventJson;
import dev.contrail.events.EventType;
import dev.contrail.events.Metadata;
import dev.contrail.events.RecordedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Reads the journal of one cell as the log it is a copy of. */
final class JournalEvents {

  private static final int FETCHED_AT_ONCE = 500;

  private static final String SELECT =
      """
      select position, stream_id, stream_version, type, type_version, data, metadata,
        command_id, command_index, recorded_at, hash
      from projection.journal
      where cell = :cell and position <= :upTo
      """;

  private static final String STREAM = "and stream_id = :stream and stream_version <= :version\n";
  private static final String CONTAINING = "and data @> :containing::jsonb\n";
  private static final String ORDER = "order by position";

  private static final String AROUND =
      """
      select
        coalesce((
          select position from projection.journal
          where cell = :cell and recorded_at <= :time order by recorded_at desc limit 1), 0) as last,
        (
          select position from projection.journal
          where cell = :cell and recorded_at > :time order by recorded_at limit 1) as next
      """;

  // an event that an operator has left out for good does not come any more
  private static final String COUNT =
      """
      select
        (
          select count(*) from projection.journal
          where cell = :cell and position > :after and position <= :upTo)
        + (
          select count(*) from projection_skip s
          where s.projection = 'journal' and s.position > :after and s.position <= :upTo
            and not exists (
              select from projection.journal j where j.cell = :cell and j.position = s.position))
      """;

  private static final String NEWEST_VERSION =
      """
      select coalesce((
        select stream_version from projection.journal
        where cell = :cell and stream_id = :stream order by position desc limit 1), 0)
      """;

  /**
   * The events on both sides of a time, among those that have arrived.
   *
   * @param last position of the last one recorded up to and with it, 0 if there is none
   * @param next position of the first one after it
   */
  record Around(long last, @Nullable Long next) {}

  private final JdbcClient jdbc;
  private final TransactionOperations reading;
  private final String cell;
  private final JsonMapper json = EventJson.mapper();

  /**
   * @param reading read-only transactions: only in one are rows fetched bit by bit
   */
  JournalEvents(JdbcClient jdbc, TransactionOperations reading, String cell) {
    this.jdbc = jdbc;
    this.reading = reading;
    this.cell = cell;
  }

  /**
   * Hands on events in the order of their positions, holding a few at a time.
   *
   * @param upTo last position
   * @param version last one of the stream, where one is selected
   */
  void read(Selection selection, long upTo, long version, Consumer<RecordedEvent> reader) {
    var stream = selection.streamId();
    var containing = selection.containing();
    var sql =
        SELECT + (stream == null ? "" : STREAM) + (containing == null ? "" : CONTAINING) + ORDER;
    RowCallbackHandler each = row -> reader.accept(event(row));
    reading.executeWithoutResult(_ ->
        jdbc.sql(sql)
            .withFetchSize(FETCHED_AT_ONCE)
            .param("cell", cell)
            .param("upTo", upTo)
            .param("stream", stream)
            .param("version", version)
            .param("containing", containing)
            .query(each));
  }

  private RecordedEvent event(ResultSet row) throws SQLException {
    return new RecordedEvent(
        row.getLong("position"),
        row.getString("stream_id"),
        row.getLong("stream_version"),
        EventType.of(row.getString("type"), row.getInt("type_version")),
        row.getString("data"),
        json.readValue(row.getString("metadata"), Metadata.class),
        row.getObject("command_id", UUID.class),
        row.getInt("command_index"),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        row.getString("hash"));
  }

  Around around(Instant time) {
    return jdbc.sql(AROUND)
        .param("cell", cell)
        .param("time", time.atOffset(ZoneOffset.UTC))
        .query((row, _) -> new Around(row.getLong("last"), row.getObject("next", Long.class)))
        .single();
  }

  /** Whether all positions after the one and up to the other are there. */
  boolean isComplete(long after, long upTo) {
    var count =
        jdbc.sql(COUNT)
            .param("cell", cell)
            .param("after", after)
            .param("upTo", upTo)
            .query(Long.class)
            .single();
    return count == upTo - after;
  }

  /** 0 if nothing has arrived of the stream. */
  long newestVersion(String streamId) {
    return jdbc.sql(NEWEST_VERSION)
        .param("cell", cell)
        .param("stream", streamId)
        .query(Long.class)
        .single();
  }
}
