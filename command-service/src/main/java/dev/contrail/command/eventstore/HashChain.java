package dev.contrail.command.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.contrail.events.EventType;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The hash of each row of the log: SHA-256 over the previous row's hash and this row's columns,
 * each preceded by its length in bytes, in the order of the table; times count µs since the epoch.
 * Not safe for use by several threads.
 */
public final class HashChain {

  private static final HexFormat HEX = HexFormat.of();

  private final MessageDigest digest;

  /** What is hashed next: one call of the digest a row is faster than one a column. */
  private ByteBuffer row = ByteBuffer.allocate(1_024);

  public HashChain() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Every column but the hash itself, as stored. */
  public record Row(
      long position,
      String streamId,
      long streamVersion,
      EventType type,
      String data,
      String metadata,
      UUID commandId,
      int commandIndex,
      byte[] commandHash,
      Instant recordedAt) {}

  /**
   * @param previousHash of the row before, in hex
   * @return the row's hash, in hex
   */
  public String next(String previousHash, Row row) {
    add(HEX.parseHex(previousHash));
    add(row.position());
    add(row.streamId());
    add(row.streamVersion());
    add(row.type().name());
    add(row.type().version());
    add(row.data());
    add(row.metadata());
    add(row.commandId().toString());
    add(row.commandIndex());
    add(row.commandHash());
    add(ChronoUnit.MICROS.between(Instant.EPOCH, row.recordedAt()));
    return HEX.formatHex(hash());
  }

  /** The same, without decoding what is stored. */
  byte[] next(byte[] previousHash, StoredRow row) {
    add(previousHash);
    add(row.position());
    add(row.view(StoredRow.STREAM_ID));
    add(row.streamVersion());
    add(row.view(StoredRow.TYPE));
    add(row.typeVersion());
    add(row.view(StoredRow.DATA));
    add(row.view(StoredRow.METADATA));
    add(row.commandId().toString());
    add(row.commandIndex());
    add(row.view(StoredRow.COMMAND_HASH));
    add(row.recordedAtMicros());
    return hash();
  }

  private byte[] hash() {
    digest.update(row.flip());
    row.clear();
    return digest.digest();
  }

  private void add(String text) {
    add(text.getBytes(UTF_8));
  }

  private void add(byte[] bytes) {
    add(ByteBuffer.wrap(bytes));
  }

  private void add(ByteBuffer bytes) {
    room(Long.BYTES + bytes.remaining());
    row.putLong(bytes.remaining()).put(bytes);
  }

  private void add(long value) {
    room(2 * Long.BYTES);
    row.putLong(Long.BYTES).putLong(value);
  }

  private void room(int more) {
    if (row.remaining() < more) {
      row = ByteBuffer.allocate(2 * (row.position() + more)).put(row.flip());
    }
  }
}
