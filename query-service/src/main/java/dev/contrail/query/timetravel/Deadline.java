package dev.contrail.query.timetravel;

import dev.contrail.web.Problem;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/** Until when a request may wait. */
record Deadline(long nanos) {

  static Deadline in(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos());
  }

  /** 0 when it is over. */
  long millisLeft() {
    return Math.max(0, (nanos - System.nanoTime()) / 1_000_000);
  }

  /** The problem to throw when it is over. */
  Problem missed() {
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "not-yet-visible",
            "Not every event up to that time can be read yet. Send the same request again.")
        .retryAfter(Duration.ofSeconds(1));
  }
}
