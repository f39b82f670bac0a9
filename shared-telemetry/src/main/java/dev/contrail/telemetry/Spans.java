package dev.contrail.telemetry;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Records what the machinery has done as spans of the traces it was done for. A trace is known by
 * its W3C {@code traceparent}, which travels with each event; work on many events at once is
 * recorded once it is done, for each that is traced. Safe for use by many threads.
 */
public final class Spans {

  /** Records nothing. */
  public static final Spans OFF = new Spans(Tracer.NOOP);

  private static final String SAMPLED = "-01";

  /** Version 00, and flags of which the last bit says that the trace is recorded. */
  private static final Pattern RECORDED =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f][13579bdf]");

  private final Tracer tracer;

  Spans(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Whether anything is recorded at all. */
  public boolean on() {
    return !tracer.equals(Tracer.NOOP);
  }

  /** Whether this is a trace, and is recorded. */
  public boolean wants(@Nullable String traceparent) {
    return traceparent != null && on() && RECORDED.matcher(traceparent).matches();
  }

  /** The trace of what is being done on this thread, if it is recorded. */
  public Optional<String> current() {
    return Optional.ofNullable(tracer.currentSpan())
        .map(Span::context)
        .filter(context -> Boolean.TRUE.equals(context.sampled()))
        .map(Spans::traceparent);
  }

  /**
   * Begins a span of a trace that is {@linkplain #wants wanted}.
   *
   * @param parent its {@code traceparent}
   */
  public Recording of(String parent, String name, Instant from) {
    var builder = tracer.spanBuilder().setParent(context(parent)).name(name);
    return new Recording(builder.startTimestamp(nanos(from), TimeUnit.NANOSECONDS));
  }

  /** A span that is being described. */
  public final class Recording {

    private final Span.Builder builder;

    private Recording(Span.Builder builder) {
      this.builder = builder;
    }

    public Recording kind(Span.Kind kind) {
      builder.kind(kind);
      return this;
    }

    public Recording tag(String key, String value) {
      builder.tag(key, value);
      return this;
    }

    public Recording tag(String key, long value) {
      builder.tag(key, value);
      return this;
    }

    /** Names another span that this one was done together with. */
    public Recording link(String traceparent) {
      builder.addLink(new Link(context(traceparent)));
      return this;
    }

    /**
     * Ends the span and records it.
     *
     * @return its own {@code traceparent}
     */
    public String end(Instant to) {
      var span = builder.start();
      span.end(nanos(to), TimeUnit.NANOSECONDS);
      return traceparent(span.context());
    }
  }

  private TraceContext context(String traceparent) {
    var parts = traceparent.split("-");
    return tracer.traceContextBuilder().traceId(parts[1]).spanId(parts[2]).sampled(true).build();
  }

  private static String traceparent(TraceContext context) {
    return "00-" + context.traceId() + "-" + context.spanId() + SAMPLED;
  }

  private static long nanos(Instant time) {
    return ChronoUnit.NANOS.between(Instant.EPOCH, time);
  }
}
