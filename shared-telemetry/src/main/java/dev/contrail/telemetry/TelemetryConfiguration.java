package dev.contrail.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Metrics, and traces where {@link TracingSwitch} says so. */
@Configuration(proxyBeanMethods = false)
public class TelemetryConfiguration {

  @Bean
  Spans spans(ObjectProvider<Tracer> tracer) {
    return new Spans(tracer.getIfAvailable(() -> Tracer.NOOP));
  }

  @Bean
  Telemetry telemetry(MeterRegistry meters, Spans spans) {
    return new Telemetry(meters, spans);
  }
}
