package dev.contrail.telemetry;

import io.micrometer.core.instrument.MeterRegistry;

/** Where machinery tells what it does: in numbers, and in the traces of those who had it done. */
public record Telemetry(MeterRegistry meters, Spans spans) {

  /** Numbers only. */
  public static Telemetry of(MeterRegistry meters) {
    return new Telemetry(meters, Spans.OFF);
  }
}
