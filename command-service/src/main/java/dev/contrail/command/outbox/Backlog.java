package dev.contrail.command.outbox;

import java.time.Duration;

/**
 * What a destination has not got yet, as the outbox row and the log say, on any instance.
 *
 * @param position everything up to it is published
 * @param head the log's last position
 * @param epoch counts the requests to publish again
 * @param age since the oldest unpublished event was recorded; zero if there is none
 */
record Backlog(long position, long head, long epoch, Duration age) {

  static final Backlog NONE = new Backlog(0, 0, 0, Duration.ZERO);

  long events() {
    return Math.max(0, head - position);
  }
}
