package dev.contrail.command.eventstore;

/** What {@link LogVerifier} has to say: progress, and in the end a verdict. */
public sealed interface Verification {

  /** What can be wrong with a position. */
  enum Fault {
    /** There is no row. */
    MISSING,
    /** The time is not after that of the row before. */
    TIME,
    /** The hash is not that of the row before and this row's columns: one of them was changed. */
    HASH,
    /** The version is not the next of its stream. */
    VERSION,
    /** The hash is not the one that was noted elsewhere. */
    CHECKPOINT
  }

  /** Everything up to the position holds. */
  record Progress(long position, long of) implements Verification {}

  /** The last word. */
  sealed interface Verdict extends Verification {}

  /**
   * Everything holds.
   *
   * @param head the end of the log when the verification began
   */
  record Sound(LogHead head) implements Verdict {}

  /**
   * Something does not hold. Whoever changes a row and its hash breaks the row after it: the change
   * is at this position or right before it.
   *
   * @param position the first that does not hold
   */
  record Broken(long position, Fault fault, String detail) implements Verdict {}
}
