package dev.contrail.command.eventstore;

import dev.contrail.events.EventType;
import dev.contrail.events.Metadata;
import dev.contrail.events.RecordedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Reads rows of the log; every statement that selects events selects {@link #COLUMNS}. */
final class EventRows {

  static final String COLUMNS =
      """
      e.position, e.stream_id, e.stream_version, e.type, e.type_version, e.data, e.metadata,
      e.command_id, e.command_index, e.command_hash, e.recorded_at, e.hash\
      """;

  private static final HexFormat HEX = HexFormat.of();

  private final JsonMapper json;

  EventRows(JsonMapper json) {
    this.json = json;
  }

  RecordedEvent event(ResultSet row) throws SQLException {
    return new RecordedEvent(
        row.getLong("position"),
        row.getString("stream_id"),
        row.getLong("stream_version"),
        new EventType(row.getString("type"), row.getInt("type_version")),
        row.getString("data"),
        json.readValue(row.getString("metadata"), Metadata.class),
        row.getObject("command_id", UUID.class),
        row.getInt("command_index"),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        HEX.formatHex(row.getBytes("hash")));
  }

  static LogHead head(ResultSet row) throws SQLException {
    return new LogHead(
        row.getLong("position"),
        HEX.formatHex(row.getBytes("hash")),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant());
  }
}
