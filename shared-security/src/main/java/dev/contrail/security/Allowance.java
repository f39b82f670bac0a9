package dev.contrail.security;

import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a caller may still ask for within one request that asks for many things: as much a second as
 * with requests of their own, and until his token ends.
 */
public final class Allowance {

  private static final String ATTRIBUTE = Allowance.class.getName();

  private final @Nullable Bucket bucket;
  private final Instant end;
  private final Clock clock;

  Allowance(@Nullable Bucket bucket, Instant end, Clock clock) {
    this.bucket = bucket;
    this.end = end;
    this.clock = clock;
  }

  /** Of whoever sent the request; without end where nobody needs to be known. */
  public static Allowance of(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) instanceof Allowance given
        ? given
        : new Allowance(null, Instant.MAX, Clock.systemUTC());
  }

  void giveTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }

  /**
   * One thing more. Waits if what a second gives is used up, so that the caller is not told to come
   * back in the middle of his request.
   *
   * @return false if the token has ended
   */
  public boolean take() throws InterruptedException {
    if (bucket != null && !bucket.tryConsume(1)) {
      bucket.asBlocking().consume(1);
    }
    return holds();
  }

  /** One thing more, if it can be had at once: for whoever holds others up by waiting. */
  public boolean takeNow() {
    return (bucket == null || bucket.tryConsume(1)) && holds();
  }

  /** Whether the token has not ended. */
  public boolean holds() {
    return clock.instant().isBefore(end);
  }
}
