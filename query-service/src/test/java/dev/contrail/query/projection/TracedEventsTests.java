package dev.contrail.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.telemetry.Spans;
import dev.contrail.telemetry.TelemetryConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class TracedEventsTests {

  private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final int MANY = 30_000;
  private static final int BEHIND = 2_000;

  private final Consumer<String, byte[]> consumer = new MockConsumer<>("earliest");
  private final List<String> recorded = new ArrayList<>();
  private final Span.Builder spans =
      fake(
          Span.Builder.class,
          (self, called, arguments) ->
              switch (called.getName()) {
                case "start" -> Span.NOOP;
                case "name" -> {
                  recorded.add((String) arguments[0]);
                  yield self;
                }
                default -> self;
              });
  private final Tracer tracer =
      fake(
          Tracer.class,
          (self, called, arguments) ->
              switch (called.getName()) {
                case "spanBuilder" -> spans;
                case "traceContextBuilder" -> TraceContext.Builder.NOOP;
                case "equals" -> self == arguments[0];
                default -> System.identityHashCode(called);
              });

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  /**
   * Cure: the latest are known, however many came before. A cache that keeps what is asked for
   * often gave up most of them after a hundred others.
   */
  @Test
  void whatIsPushedLongAfterOthersCameIsInItsTraceAsWell() {
    new ApplicationContextRunner()
        .withUserConfiguration(TelemetryConfiguration.class)
        .withBean(Tracer.class, () -> tracer)
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(context -> {
          var traced = new TracedEvents(context.getBean(Spans.class), Clock.systemUTC());
          var projections = List.of(traced.of("journal"), traced.of("board"), traced.of("seats"));
          for (var position = 1; position <= MANY; position++) {
            var read = read(position);
            projections.forEach(projection -> projection.intercept(read, consumer));
            if (position > BEHIND) {
              traced.pushed("board", position - BEHIND);
            }
          }
        });
    assertThat(recorded).hasSize(MANY - BEHIND).containsOnly("push board");
  }

  private static ConsumerRecords<String, byte[]> read(long position) {
    var record = new ConsumerRecord<String, byte[]>("events", 0, position, "one", new byte[0]);
    record.headers().add("traceparent", TRACE.getBytes(UTF_8));
    record.headers().add("ce_position", Long.toString(position).getBytes(UTF_8));
    return new ConsumerRecords<>(
        Map.of(new TopicPartition("events", 0), List.of(record)), Map.of());
  }
}
