package com.example.flights.benchmarks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what a measurement ends with, but not for ever: then it has nothing to say. */
final class Patience {

  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final long LOOK_AGAIN_NANOS = 20_000_000;

  private Patience() {}

  static void until(String what, BooleanSupplier done) {
    var begun = System.nanoTime();
    while (!done.getAsBoolean()) {
      if (System.nanoTime() - begun > LIMIT.toNanos()) {
        throw new IllegalStateException(
            "%s: not within %d minutes".formatted(what, LIMIT.toMinutes()));
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }
}
