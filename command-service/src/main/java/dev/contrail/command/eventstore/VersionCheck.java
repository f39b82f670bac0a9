package dev.contrail.command.eventstore;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.contrail.command.eventstore.Verification.Broken;
import dev.contrail.command.eventstore.Verification.Fault;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Each event is the next of its stream: the one with the version before it stands further up in the
 * log. There may be any number of streams, so only the last ones seen are kept in memory; for
 * others the log is asked.
 */
final class VersionCheck {

  /** Some 20 MB. */
  private static final int PLACES = 1 << 17;

  /** Spreads the hash over its upper bits (Knuth, multiplicative hashing by the golden ratio). */
  private static final int SPREAD = 0x9E3779B9;

  private final @Nullable ByteBuffer[] streams;
  private final long[] versions;
  private final int shift;
  private final StoredRows log;

  VersionCheck(StoredRows log) {
    this(log, PLACES);
  }

  /**
   * @param places for streams, a power of two from 2; one that falls on another's place drives it
   *     out
   */
  VersionCheck(StoredRows log, int places) {
    this.log = log;
    this.streams = new @Nullable ByteBuffer[places];
    this.versions = new long[places];
    this.shift = Integer.SIZE - Integer.numberOfTrailingZeros(places);
  }

  /** The first row that does not hold, if there is one among the log's next. */
  Optional<Broken> check(List<StoredRow> rows) {
    var unknown = new ArrayList<StoredRow>();
    Optional<Broken> broken = Optional.empty();
    for (var row : rows) {
      var stream = row.view(StoredRow.STREAM_ID);
      var place = (stream.hashCode() * SPREAD) >>> shift;
      var seen = streams[place];
      if (seen != null && seen.equals(stream)) {
        if (row.streamVersion() != versions[place] + 1) {
          broken = broken(row, "after version " + versions[place]);
          break;
        }
      } else {
        streams[place] = ByteBuffer.wrap(row.copy(StoredRow.STREAM_ID));
        if (row.streamVersion() > 1) {
          unknown.add(row);
        }
      }
      versions[place] = row.streamVersion();
    }
    var orphan = orphan(unknown);
    return orphan.isPresent() ? orphan : broken;
  }

  /** Whatever is unknown stands before the row at which the walk broke off. */
  private Optional<Broken> orphan(List<StoredRow> unknown) {
    if (unknown.isEmpty()) {
      return Optional.empty();
    }
    var position = log.firstWithoutPredecessor(unknown);
    return unknown.stream()
        .filter(row -> row.position() == position)
        .findFirst()
        .flatMap(row -> broken(row, "and no version before it"));
  }

  private static Optional<Broken> broken(StoredRow row, String found) {
    var stream = UTF_8.decode(row.view(StoredRow.STREAM_ID));
    return Optional.of(
        new Broken(
            row.position(),
            Fault.VERSION,
            "stream %s has version %d %s".formatted(stream, row.streamVersion(), found)));
  }
}
