package dev.contrail.command.faults;

/** Runs from when it is made. */
public final class StopWatch {

  private static final double NANOS = 1e9;

  private final long start = System.nanoTime();

  public double seconds() {
    return (System.nanoTime() - start) / NANOS;
  }
}
