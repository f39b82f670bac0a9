package dev.contrail.command.outbox;

/** Runs from when it is made. */
final class StopWatch {

  private static final double NANOS = 1e9;

  private final long start = System.nanoTime();

  double seconds() {
    return (System.nanoTime() - start) / NANOS;
  }
}
