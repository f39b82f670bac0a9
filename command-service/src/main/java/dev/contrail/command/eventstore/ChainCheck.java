package dev.contrail.command.eventstore;

import dev.contrail.command.eventstore.Verification.Broken;
import dev.contrail.command.eventstore.Verification.Fault;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Walks the log in its order: no position missing, times rising, every hash the right one. */
final class ChainCheck {

  private static final HexFormat HEX = HexFormat.of();

  private final HashChain chain = new HashChain();
  private final List<Checkpoint> checkpoints;
  private long position;
  private long recordedAtMicros = Long.MIN_VALUE;
  private byte[] hash = HEX.parseHex(LogHead.EMPTY.hash());

  ChainCheck(List<Checkpoint> checkpoints) {
    this.checkpoints = checkpoints;
  }

  /** The last position that holds, with everything below it. */
  long position() {
    return position;
  }

  /** The first row that does not hold, if there is one among the log's next. */
  Optional<Broken> check(List<StoredRow> rows) {
    for (var row : rows) {
      var broken = check(row);
      if (broken.isPresent()) {
        return broken;
      }
    }
    return Optional.empty();
  }

  private Optional<Broken> check(StoredRow row) {
    var expected = position + 1;
    if (row.position() != expected) {
      return broken(expected, Fault.MISSING, "the next row has position " + row.position());
    }
    if (row.recordedAtMicros() <= recordedAtMicros) {
      return broken(expected, Fault.TIME, "recorded_at is not after that of the row before");
    }
    var computed = chain.next(hash, row);
    if (!Arrays.equals(computed, row.hash())) {
      return broken(
          expected,
          Fault.HASH,
          "the row says %s, its columns and the row before give %s"
              .formatted(HEX.formatHex(row.hash()), HEX.formatHex(computed)));
    }
    hash = computed;
    position = expected;
    recordedAtMicros = row.recordedAtMicros();
    return checkpoints.isEmpty() ? Optional.empty() : compare();
  }

  private Optional<Broken> compare() {
    return checkpoints.stream()
        .filter(noted -> noted.position() == position && !noted.hash().equals(HEX.formatHex(hash)))
        .findFirst()
        .flatMap(noted -> broken(position, Fault.CHECKPOINT, "a checkpoint says " + noted.hash()));
  }

  private static Optional<Broken> broken(long position, Fault fault, String detail) {
    return Optional.of(new Broken(position, fault, detail));
  }
}
