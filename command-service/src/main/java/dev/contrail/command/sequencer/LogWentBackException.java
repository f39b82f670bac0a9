package dev.contrail.command.sequencer;

import dev.contrail.command.eventstore.LogHead;
import java.util.Objects;

/** The log lacks events that this instance has seen in it: it was restored, or failed over. */
final class LogWentBackException extends Exception {

  LogWentBackException(LogHead known, LogHead found) {
    super(
        "the log ends at position %d, but position %d had been committed"
            .formatted(found.position(), known.position()));
  }

  static void check(LogHead known, LogHead found) throws LogWentBackException {
    if (found.position() < known.position()
        || (found.position() == known.position() && !found.hash().equals(known.hash()))) {
      throw new LogWentBackException(known, found);
    }
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
