package dev.contrail.query.journal;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * An event as it is shown.
 *
 * @param data JSON
 * @param metadata JSON
 */
public record JournalEvent(
    long position,
    String streamId,
    long streamVersion,
    String type,
    int typeVersion,
    @JsonRawValue String data,
    @JsonRawValue String metadata,
    UUID commandId,
    int commandIndex,
    Instant recordedAt,
    String hash) {

  /** Of a row that has all its columns. */
  public static JournalEvent of(ResultSet row, int number) throws SQLException {
    return new JournalEvent(
        row.getLong("position"),
        row.getString("stream_id"),
        row.getLong("stream_version"),
        row.getString("type"),
        row.getInt("type_version"),
        row.getString("data"),
        row.getString("metadata"),
        row.getObject("command_id", UUID.class),
        row.getInt("command_index"),
        row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
        row.getString("hash"));
  }
}
