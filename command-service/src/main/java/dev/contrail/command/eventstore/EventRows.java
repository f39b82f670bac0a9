package dev.contrail.command.eventstore;

import dev.contrail.events.EventJson;
import dev.contrail.events.EventType;
import dev.contrail.events.Metadata;
import dev.contrail.events.RecordedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.UUID;
import tools.jackson.databind.ObjectReader;

/** Reads rows of the log; every statement that selects events selects {@link #COLUMNS}. */
final class EventRows {

  static final String COLUMNS =
      """
      e.position, e.stream_id, e.stream_version, e.type, e.type_version, e.data, e.metadata,
      e.command_id, e.command_index, e.command_hash, e.recorded_at, e.hash\
      """;

  /** What is newer than is known: arrays of stream ids and of versions, of one length. */
  static final String TAILS =
      """
      select %s
      from unnest(?::text[], ?::bigint[]) as known(stream_id, version)
      join event e on e.stream_id = known.stream_id and e.stream_version > known.version
      order by e.position\
      """
          .formatted(COLUMNS);

  private static final HexFormat HEX = HexFormat.of();

  private static final ObjectReader METADATA = EventJson.mapper().readerFor(Metadata.class);

  private EventRows() {}

  /** By number, as {@link #COLUMNS} counts them: the relay reads every event of the log here. */
  static RecordedEvent event(ResultSet row) throws SQLException {
    return new RecordedEvent(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        EventType.of(row.getString(4), row.getInt(5)),
        row.getString(6),
        METADATA.readValue(row.getString(7)),
        row.getObject(8, UUID.class),
        row.getInt(9),
        row.getObject(11, OffsetDateTime.class).toInstant(),
        HEX.formatHex(row.getBytes(12)));
  }

  static LogHead head(ResultSet row) throws SQLException {
    return new LogHead(
        row.getLong("position"),
        HEX.formatHex(row.getBytes("hash")),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant());
  }
}
