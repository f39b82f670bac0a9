package dev.contrail.query.projection;

/**
 * An event that a projection cannot apply, however often it tries: its stream is parked, or its
 * partition stands still there.
 *
 * @param error class and message of what was thrown
 */
record Failure(long offset, long position, String streamId, String type, String error) {

  private static final int MAX_LENGTH = 1_000;

  /** As it can be kept: PostgreSQL takes no NUL. */
  static String text(Throwable cause) {
    var text = cause.toString().replace('\0', '?');
    return text.substring(0, Math.min(text.length(), MAX_LENGTH));
  }
}
