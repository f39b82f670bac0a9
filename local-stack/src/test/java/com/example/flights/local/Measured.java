package com.example.flights.local;

import java.time.Duration;

/** Figures for whoever reads the build's output; other programs on the machine are in them. */
final class Measured {
  private Measured() {}

  static void say(String what, Duration time) {
    System.out.printf("MEASURED %s: %,d ms%n", what, time.toMillis());
  }
}
