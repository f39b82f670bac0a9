package dev.contrail.servers;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Shutdown hooks run in any order: servers go only when the application contexts have closed their
 * connections.
 */
final class Clients {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private Clients() {}

  static void awaitLast(Databases databases) {
    var deadline = Instant.now().plus(LIMIT);
    while (databases.sessions() > 0 && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
  }
}
