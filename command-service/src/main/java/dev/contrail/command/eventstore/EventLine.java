package dev.contrail.command.eventstore;

import dev.contrail.events.EventType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/**
 * A row of the log as a line of JSON that holds every stored column: bytes in hex, {@code data} and
 * {@code metadata} as they are, byte for byte. Only if such a text is no object or contains a line
 * break, it stands there as a JSON string.
 */
record EventLine(HashChain.Row row, String hash) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final HexFormat HEX = HexFormat.of();

  static void append(StringBuilder lines, StoredRow row) {
    lines.append("{\"position\":").append(row.position());
    lines.append(",\"stream_id\":");
    quote(lines, row.text(StoredRow.STREAM_ID));
    lines.append(",\"stream_version\":").append(row.streamVersion());
    lines.append(",\"type\":");
    quote(lines, row.text(StoredRow.TYPE));
    lines.append(",\"type_version\":").append(row.typeVersion());
    lines.append(",\"data\":");
    json(lines, row.text(StoredRow.DATA));
    lines.append(",\"metadata\":");
    json(lines, row.text(StoredRow.METADATA));
    lines.append(",\"command_id\":\"").append(row.commandId());
    lines.append("\",\"command_index\":").append(row.commandIndex());
    lines.append(",\"command_hash\":\"").append(HEX.formatHex(row.copy(StoredRow.COMMAND_HASH)));
    lines.append("\",\"recorded_at\":\"");
    lines.append(Instant.EPOCH.plus(row.recordedAtMicros(), ChronoUnit.MICROS));
    lines.append("\",\"hash\":\"").append(HEX.formatHex(row.hash())).append("\"}\n");
  }

  private static void json(StringBuilder lines, String text) {
    if (text.startsWith("{") && text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
      lines.append(text);
    } else {
      quote(lines, text);
    }
  }

  private static void quote(StringBuilder lines, String text) {
    lines.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, lines);
    lines.append('"');
  }

  /**
   * @throws IllegalArgumentException if the line is not one of ours
   */
  static EventLine parse(String line) {
    try {
      var columns = columns(line);
      var row =
          new HashChain.Row(
              Long.parseLong(column(columns, "position")),
              column(columns, "stream_id"),
              Long.parseLong(column(columns, "stream_version")),
              new EventType(
                  column(columns, "type"), Integer.parseInt(column(columns, "type_version"))),
              column(columns, "data"),
              column(columns, "metadata"),
              UUID.fromString(column(columns, "command_id")),
              Integer.parseInt(column(columns, "command_index")),
              HEX.parseHex(column(columns, "command_hash")),
              Instant.parse(column(columns, "recorded_at")));
      return new EventLine(row, column(columns, "hash"));
    } catch (JacksonException | java.time.DateTimeException e) {
      throw new IllegalArgumentException("no row of a log: " + e.getMessage());
    }
  }

  private static String column(Map<String, String> columns, String name) {
    var value = columns.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no row of a log: " + name + " is missing");
    }
    return value;
  }

  private static Map<String, String> columns(String line) {
    var columns = new HashMap<String, String>();
    try (var parser = JSON.createParser(ObjectReadContext.empty(), line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("no row of a log: not an object");
      }
      for (var name = parser.nextName(); name != null; name = parser.nextName()) {
        columns.put(name, value(parser, line));
      }
    }
    return columns;
  }

  private static String value(JsonParser parser, String line) {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return text(parser.getString());
    }
    var start = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    return line.substring(start, (int) parser.currentLocation().getCharOffset());
  }

  private static String text(@Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException("no row of a log: a column without a value");
    }
    return value;
  }
}
