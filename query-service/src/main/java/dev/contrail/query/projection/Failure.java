package dev.contrail.query.projection;

/**
 * An event that a projection cannot apply, however often it tries: its partition stands still
 * there.
 *
 * @param error class and message of what was thrown
 */
record Failure(long offset, long position, String streamId, String type, String error) {}
