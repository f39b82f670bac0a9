package dev.contrail.command.sequencer;

import java.util.Objects;

/**
 * A command got no decision, or none that could be kept. Rules that say no are {@link
 * dev.contrail.command.decider.CommandRejected} instead. Carries no stack trace.
 */
public final class CommandRefused extends RuntimeException {

  /** Why, and with it what the client may do. */
  public enum Reason {
    /** A stream is not as the client expected; nothing was done. */
    PRECONDITION_FAILED,
    /** The same command id came with another request before; nothing was done. */
    KEY_REUSED,
    /** An event would be larger than the topic takes; nothing was done. */
    TOO_LARGE,
    /** The queue is full or the database away; nothing was done, try again later. */
    OVERLOADED,
    /** No answer in time; only a repeat with the same key tells. */
    OUTCOME_UNKNOWN,
    /** The log is not what it was; an operator has to look. */
    LOG_REFUSED,
    /** The decision or its statement failed; nothing was done, and the reason is logged. */
    FAILED
  }

  private final Reason reason;

  CommandRefused(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }
}
