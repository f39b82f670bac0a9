package dev.contrail.command.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * A row of the log exactly as it is stored, in PostgreSQL's binary COPY form: a count of columns,
 * then the length and bytes of each of {@link EventRows#COLUMNS}. Nothing is decoded before it is
 * asked for.
 */
final class StoredRow {

  static final int STREAM_ID = 1;
  static final int TYPE = 3;
  static final int DATA = 5;
  static final int METADATA = 6;
  static final int COMMAND_HASH = 9;
  private static final int STREAM_VERSION = 2;
  private static final int TYPE_VERSION = 4;
  private static final int COMMAND_ID = 7;
  private static final int COMMAND_INDEX = 8;
  private static final int RECORDED_AT = 10;
  private static final int HASH = 11;

  /** PostgreSQL counts time from 2000-01-01. */
  private static final long EPOCH_MICROS =
      ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2000-01-01T00:00:00Z"));

  private final ByteBuffer bytes;
  private final int[] starts;

  StoredRow(byte[] copied) {
    this.bytes = ByteBuffer.wrap(copied);
    this.starts = new int[bytes.getShort(0)];
    var at = Short.BYTES;
    for (var column = 0; column < starts.length; column++) {
      starts[column] = at + Integer.BYTES;
      at += Integer.BYTES + bytes.getInt(at);
    }
  }

  long position() {
    return bytes.getLong(starts[0]);
  }

  long streamVersion() {
    return bytes.getLong(starts[STREAM_VERSION]);
  }

  int typeVersion() {
    return bytes.getShort(starts[TYPE_VERSION]);
  }

  int commandIndex() {
    return bytes.getShort(starts[COMMAND_INDEX]);
  }

  UUID commandId() {
    var at = starts[COMMAND_ID];
    return new UUID(bytes.getLong(at), bytes.getLong(at + Long.BYTES));
  }

  /** µs since 1970. */
  long recordedAtMicros() {
    return bytes.getLong(starts[RECORDED_AT]) + EPOCH_MICROS;
  }

  byte[] hash() {
    return copy(HASH);
  }

  String text(int column) {
    return new String(bytes.array(), starts[column], length(column), UTF_8);
  }

  byte[] copy(int column) {
    var copy = new byte[length(column)];
    bytes.get(starts[column], copy);
    return copy;
  }

  /** The column's bytes without a copy; its length comes with it. */
  ByteBuffer view(int column) {
    return bytes.slice(starts[column], length(column));
  }

  private int length(int column) {
    return bytes.getInt(starts[column] - Integer.BYTES);
  }
}
