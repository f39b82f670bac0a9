package dev.contrail.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchLoaderTests {
  private interface Answer {
    void to(List<String> lines, HttpExchange exchange) throws IOException;
  }

  private final List<List<String>> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<Answer> answers = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/batch", this::handle);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void sendsAllLinesInOrderInRequestsOfSomeHundreds() {
    var progress = new ArrayList<Long>();
    var loaded = loader().load(lines(2_200).iterator(), so -> progress.add(so.lines()));
    assertThat(loaded).isEqualTo(new Loaded(2_200, 0, 1_000, ""));
    assertThat(progress).containsExactly(1_000L, 2_000L, 2_200L);
    assertThat(requests.stream().flatMap(List::stream).toList()).isEqualTo(lines(2_200));
  }

  @Test
  void sendsAgainWhatMayNotHaveArrived() {
    answers.add((lines, exchange) -> send(exchange, 503, "overloaded"));
    answers.add((lines, exchange) -> exchange.close());
    answers.add((lines, exchange) -> send(exchange, 200, result(1, 201)));
    answers.add((lines, exchange) -> send(exchange, 200, result(1, 201) + result(2, 503)));
    var loaded = loader().load(lines(2).iterator(), so -> {});
    assertThat(loaded.accepted()).isEqualTo(2);
    assertThat(requests).hasSize(5).containsOnly(lines(2));
  }

  @Test
  void countsWhatARuleHasRefused() {
    var refusal =
        "{\"line\":1,\"status\":409,\"code\":\"seat-taken\",\"detail\":\"12A is taken\"}\n";
    answers.add((lines, exchange) -> send(exchange, 200, refusal + result(2, 201)));
    var loaded = loader().load(lines(2).iterator(), so -> {});
    assertThat(loaded.accepted()).isEqualTo(1);
    assertThat(loaded.refused()).isEqualTo(1);
    assertThat(loaded.firstRefusal()).contains("409", "seat-taken", "12A is taken");
  }

  @Test
  void givesUpAtOnceWhereTheRequestItselfIsWrong() {
    answers.add((lines, exchange) -> send(exchange, 415, "what is this?"));
    assertThatThrownBy(() -> loader().load(lines(1).iterator(), so -> {}))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("415 what is this?");
    assertThat(requests).hasSize(1);
  }

  @Test
  void givesUpWhenPatienceHasRunOut() {
    server.stop(0);
    var loader =
        new BatchLoader(HttpClient.newHttpClient(), uri(), "a-token", Duration.ofMillis(300));
    assertThatThrownBy(() -> loader.load(lines(1).iterator(), so -> {}))
        .isInstanceOf(StackFailure.class)
        .hasMessageContaining("Loading stopped");
  }

  private void handle(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(exchange.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer a-token");
    var lines = body.lines().toList();
    requests.add(lines);
    if (!answers.isEmpty()) {
      answers.removeFirst().to(lines, exchange);
      return;
    }
    var results = new StringBuilder();
    IntStream.rangeClosed(1, lines.size()).forEach(line -> results.append(result(line, 201)));
    send(exchange, 200, results.toString());
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String result(int line, int status) {
    return "{\"line\":%d,\"status\":%d,\"position\":%d,\"new\":true}\n"
        .formatted(line, status, line);
  }

  private static List<String> lines(int count) {
    return IntStream.range(0, count).mapToObj(i -> "{\"key\":\"" + i + "\"}").toList();
  }

  private BatchLoader loader() {
    return new BatchLoader(HttpClient.newHttpClient(), uri(), "a-token", Duration.ofSeconds(20));
  }

  private URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/batch");
  }
}
