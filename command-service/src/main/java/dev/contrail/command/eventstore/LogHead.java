package dev.contrail.command.eventstore;

import java.time.Instant;
import java.util.HexFormat;

/**
 * The end of the log.
 *
 * @param position of the last event, 0 on an empty log
 * @param hash of the last event, in hex; 64 zeros on an empty log
 * @param recordedAt of the last event, the epoch on an empty log
 */
public record LogHead(long position, String hash, Instant recordedAt) {

  /** Before the first event. */
  public static final LogHead EMPTY =
      new LogHead(0, HexFormat.of().formatHex(new byte[32]), Instant.EPOCH);
}
