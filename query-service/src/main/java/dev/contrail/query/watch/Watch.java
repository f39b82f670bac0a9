package dev.contrail.query.watch;

import dev.contrail.web.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A standing query.
 *
 * @param since events after this position are matched
 * @param caughtUp how far it has been matched with events that were there before it, null once it
 *     goes with the others
 */
record Watch(
    UUID id,
    String name,
    Definition definition,
    long since,
    @Nullable Long caughtUp,
    Instant createdAt) {

  /**
   * @throws Problem 503 {@code not-yet-visible} while events that were there before it are still
   *     being matched
   */
  void requireCaughtUp() {
    if (caughtUp != null) {
      throw Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "not-yet-visible",
              "The watch has been matched up to position %d only. Send the same request again."
                  .formatted(caughtUp))
          .retryAfter(Duration.ofSeconds(1));
    }
  }
}
