package dev.contrail.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Collects traces as an OpenTelemetry collector would: OTLP over HTTP, on a free port of loopback.
 * Field numbers are those of opentelemetry/proto/trace/v1/trace.proto.
 */
public final class OtlpReceiver implements AutoCloseable {

  private static final int RESOURCE_SPANS = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SPANS = 2;
  private static final int TRACE_ID = 1;
  private static final int SPAN_ID = 2;
  private static final int PARENT_SPAN_ID = 4;
  private static final int NAME = 5;
  private static final int LINKS = 13;

  private final HttpServer server;
  private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

  /**
   * @param parent empty for the first one of a trace
   * @param links ids of spans
   */
  public record Span(String trace, String id, String parent, String name, List<String> links) {

    private static Span of(ProtoMessage span) {
      return new Span(
          hex(span, TRACE_ID),
          hex(span, SPAN_ID),
          hex(span, PARENT_SPAN_ID),
          span.bytes(NAME).map(b -> new String(b, StandardCharsets.UTF_8)).orElse(""),
          span.messages(LINKS).map(link -> hex(link, SPAN_ID)).toList());
    }

    private static String hex(ProtoMessage message, int field) {
      return message.bytes(field).map(HexFormat.of()::formatHex).orElse("");
    }
  }

  private OtlpReceiver(HttpServer server) {
    this.server = server;
  }

  public static OtlpReceiver start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var receiver = new OtlpReceiver(HttpServer.create(address, 0));
      receiver.server.createContext("/v1/traces", receiver::take);
      receiver.server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where traces are to be sent. */
  public String endpoint() {
    return "http://127.0.0.1:%d/v1/traces".formatted(server.getAddress().getPort());
  }

  /** All that has come, in no order. */
  public List<Span> spans() {
    return List.copyOf(spans);
  }

  /** Those of one trace. */
  public List<Span> spansOf(String trace) {
    return spans.stream().filter(span -> span.trace().equals(trace)).toList();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      new ProtoMessage(exchange.getRequestBody().readAllBytes())
          .messages(RESOURCE_SPANS)
          .flatMap(resource -> resource.messages(SCOPE_SPANS))
          .flatMap(scope -> scope.messages(SPANS))
          .map(Span::of)
          .forEach(spans::add);
      exchange.sendResponseHeaders(200, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
