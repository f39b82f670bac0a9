package dev.contrail.query.projection;

/**
 * An event that a projection cannot apply, however often it tries: its stream is parked, or its
 * partition stands still there.
 *
 * @param error class and message of what was thrown
 */
record Failure(long offset, long position, String streamId, String type, String error) {

  private static final int MAX_LENGTH = 1_000;

  /**
   * What a projection threw, if its event is to blame: also an {@link Error}, such as a stack that
   * was too small for it.
   *
   * @throws VirtualMachineError if the JVM itself is in trouble, of which no event is to blame
   */
  static Throwable ofEvent(Throwable thrown) {
    if (thrown instanceof VirtualMachineError trouble && !(thrown instanceof StackOverflowError)) {
      throw trouble;
    }
    return thrown;
  }

  /** As it can be kept: PostgreSQL takes no NUL. */
  static String text(Throwable cause) {
    var text = cause.toString().replace('\0', '?');
    return text.substring(0, Math.min(text.length(), MAX_LENGTH));
  }
}
