package dev.contrail.command.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.contrail.telemetry.Spans;
import io.micrometer.tracing.Span;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Each traced event on its way to the topic, from being sent to being acknowledged. Made by the
 * producer, and only where traces are recorded. Public for Kafka alone.
 */
public final class RelayTracing implements ProducerInterceptor<String, byte[]> {

  private static final String SPANS = "contrail.spans";

  private final Map<String, Instant> sent = new ConcurrentHashMap<>();
  private final Clock clock = Clock.systemUTC();
  private Spans spans = Spans.OFF;

  /** Has a producer with these settings traced, if anything is. */
  static void addTo(Map<String, Object> producer, Spans spans) {
    if (spans.on()) {
      producer.put(
          ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, List.of(RelayTracing.class.getName()));
      producer.put(SPANS, spans);
    }
  }

  @Override
  public void configure(Map<String, ?> settings) {
    spans = (Spans) Objects.requireNonNull(settings.get(SPANS));
  }

  @Override
  public ProducerRecord<String, byte[]> onSend(ProducerRecord<String, byte[]> record) {
    var position = header(record.headers(), "ce_position");
    if (position != null && spans.wants(header(record.headers(), "traceparent"))) {
      sent.put(position, clock.instant());
    }
    return record;
  }

  @Override
  public void onAcknowledgement(
      @Nullable RecordMetadata metadata, @Nullable Exception failure, @Nullable Headers headers) {
    if (headers == null || sent.isEmpty()) {
      return;
    }
    var position = header(headers, "ce_position");
    var parent = header(headers, "traceparent");
    if (position != null && parent != null) {
      var from = sent.remove(position);
      if (from != null) {
        published(parent, from, position, failure == null);
      }
    }
  }

  private void published(String parent, Instant from, String position, boolean acknowledged) {
    spans
        .of(parent, "publish", from)
        .kind(Span.Kind.PRODUCER)
        .tag("messaging.system", "kafka")
        .tag("contrail.position", position)
        .tag("contrail.outcome", acknowledged ? "acknowledged" : "failed")
        .end(clock.instant());
  }

  private static @Nullable String header(Headers headers, String name) {
    var header = headers.lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  @Override
  public void close() {
    sent.clear();
  }
}
