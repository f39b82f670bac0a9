package dev.contrail.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.contrail.telemetry.Spans;
import io.micrometer.tracing.Span;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchInterceptor;

/**
 * The latest events of this instance whose requests are traced: how each projection applied them
 * and to whom they were pushed goes into their traces. Does nothing unless traces are recorded.
 */
public final class TracedEvents {

  private static final int LATEST = 16_384;

  private final Spans spans;
  private final Clock clock;

  /** By position: the log is dense, so each of the latest has its place. */
  private final AtomicReferenceArray<@Nullable Traced> latest = new AtomicReferenceArray<>(LATEST);

  TracedEvents(Spans spans, Clock clock) {
    this.spans = spans;
    this.clock = clock;
  }

  private record Traced(long position, String trace) {}

  boolean on() {
    return spans.on();
  }

  /** A row as of an event has been sent to a client of a live view. */
  public void pushed(String view, long position) {
    var traced = latest.get(place(position));
    if (traced != null && traced.position() == position) {
      var now = clock.instant();
      spans
          .of(traced.trace(), "push " + view, now)
          .kind(Span.Kind.PRODUCER)
          .tag("contrail.position", position)
          .end(now);
    }
  }

  /** Records what a projection applies, from its batch's arrival to its commit. */
  BatchInterceptor<String, byte[]> of(String projection) {
    return new BatchInterceptor<>() {

      // of one batch after the other: each consumer has a thread of its own
      private final ThreadLocal<Instant> from = new ThreadLocal<>();

      @Override
      public ConsumerRecords<String, byte[]> intercept(
          ConsumerRecords<String, byte[]> records, @Nullable Consumer<String, byte[]> consumer) {
        from.set(clock.instant());
        for (var record : records) {
          var trace = header(record, "traceparent");
          var position = header(record, "ce_position");
          if (trace != null && position != null && spans.wants(trace)) {
            remember(position, trace);
          }
        }
        return records;
      }

      @Override
      public void success(
          ConsumerRecords<String, byte[]> records, @Nullable Consumer<String, byte[]> consumer) {
        var to = clock.instant();
        for (var record : records) {
          var trace = header(record, "traceparent");
          if (trace != null && spans.wants(trace)) {
            applied(record, trace, to);
          }
        }
      }

      private void applied(ConsumerRecord<String, byte[]> record, String trace, Instant to) {
        spans
            .of(trace, "apply " + projection, from.get())
            .kind(Span.Kind.CONSUMER)
            .tag("messaging.system", "kafka")
            .tag("messaging.kafka.offset", record.offset())
            .tag("messaging.destination.partition.id", record.partition())
            .end(to);
      }
    };
  }

  private void remember(String position, String trace) {
    try {
      var number = Long.parseLong(position);
      latest.set(place(number), new Traced(number, trace));
    } catch (NumberFormatException e) {
      // no event of ours
    }
  }

  private static int place(long position) {
    return Math.floorMod(position, LATEST);
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
