package dev.contrail.local;

/** Says how long something has taken. */
final class StopWatch {
  private static final double NANOS = 1e9;

  private final long start = System.nanoTime();

  double seconds() {
    return (System.nanoTime() - start) / NANOS;
  }

  @Override
  public String toString() {
    return "%.1f s".formatted(seconds());
  }
}
