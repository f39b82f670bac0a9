package dev.contrail.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class TracingSwitchTests {

  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String UNSAMPLED = PARENT.replaceAll("01$", "00");

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(TelemetryConfiguration.class)
  static class App {

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }
  }

  private static ConfigurableApplicationContext start(String... arguments) {
    return new SpringApplicationBuilder(App.class).run(arguments);
  }

  /** Cure: without an endpoint nothing of it is configured. */
  @Test
  void withoutAnEndpointThereIsNoTracing() {
    for (var none : new String[] {"--none", "--" + TracingSwitch.ENDPOINT + "="}) {
      try (var context = start(none)) {
        assertThat(context.getBean(Spans.class).on()).isFalse();
        assertThat(context.getBean(Spans.class).wants(PARENT)).isFalse();
        assertThat(context.getBeanDefinitionNames())
            .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).contains("otel"));
      }
    }
  }

  @Test
  void withOneASpanIsOfItsParentsTrace() {
    try (var context = start("--" + TracingSwitch.ENDPOINT + "=http://127.0.0.1:1/v1/traces")) {
      var spans = context.getBean(Spans.class);
      assertThat(spans.wants(PARENT)).isTrue();
      assertThat(spans.wants(PARENT.replaceAll("01$", "03"))).isTrue();
      assertThat(spans.wants(UNSAMPLED)).isFalse();
      assertThat(spans.wants("what somebody else wrote-01")).isFalse();
      assertThat(spans.current()).isEmpty();
      var span =
          spans.of(PARENT, "done", Instant.now()).tag("n", 1).link(PARENT).end(Instant.now());
      assertThat(span).startsWith(PARENT.substring(0, 36)).isNotEqualTo(PARENT).endsWith("-01");
    }
  }

  /** Cure: what is logged while a trace is recorded says which. */
  @Test
  void linesOfTheLogKnowTheirTrace() {
    try (var context =
        start(
            "--" + TracingSwitch.ENDPOINT + "=http://127.0.0.1:1/v1/traces",
            "--management.tracing.sampling.probability=1")) {
      var tracer = context.getBean(Tracer.class);
      var span = tracer.nextSpan().start();
      try (var _ = tracer.withSpan(span)) {
        assertThat(MDC.get("traceId")).isEqualTo(span.context().traceId());
        assertThat(MDC.get("spanId")).isEqualTo(span.context().spanId());
        assertThat(context.getBean(Spans.class).current().orElse(""))
            .contains(span.context().traceId(), span.context().spanId());
      } finally {
        span.end();
      }
      assertThat(MDC.get("traceId")).isNull();
    }
  }
}
