package dev.contrail.command.sequencer;

import java.time.Duration;

/**
 * Until when a client waits, by a clock that only ever runs on: setting the time of day neither
 * ends a wait nor prolongs it. Means something in this process only.
 *
 * @param nanoTime as of {@link System#nanoTime}
 */
public record Deadline(long nanoTime) {

  public static Deadline in(Duration patience) {
    return new Deadline(System.nanoTime() + patience.toNanos());
  }

  /** 0 when it has passed. */
  public long millisLeft() {
    return Math.max(0, (nanoTime - System.nanoTime()) / 1_000_000);
  }

  public boolean hasPassed() {
    return nanoTime - System.nanoTime() < 0;
  }
}
