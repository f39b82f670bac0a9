package com.example.flights.query;

import static org.awaitility.Awaitility.await;

import com.example.flights.events.FlightEvent;
import dev.contrail.events.ChainedEvent;
import dev.contrail.events.ConsistencyToken;
import dev.contrail.query.fixture.SseClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Two instances of the whole service on one database and one topic, shared by all tests. The first
 * migrates the database; the second finds that done, as where migrating is a step of its own.
 */
final class TwoServices {

  static final OwnServers SERVERS = OwnServers.fresh();
  private static final Stories STORIES = new Stories(SERVERS.topic().topic());
  static final List<ConfigurableApplicationContext> INSTANCES = List.of(start(true), start(false));
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private TwoServices() {}

  private static ConfigurableApplicationContext start(boolean migrating) {
    var application = new SpringApplication(QueryServiceApplication.class);
    var properties = new HashMap<String, Object>(SERVERS.properties());
    properties.put("server.port", "0");
    properties.put("management.server.port", "0");
    properties.put("spring.flyway.enabled", migrating);
    application.setDefaultProperties(Map.of());
    var arguments =
        properties.entrySet().stream()
            .map(entry -> "--%s=%s".formatted(entry.getKey(), entry.getValue()))
            .toArray(String[]::new);
    return application.run(arguments);
  }

  /** Appends an event and publishes it; returns a token that stands for it. */
  static synchronized String tell(FlightEvent event) {
    var told = STORIES.tell(event);
    SERVERS.topic().publish(told);
    return token(told);
  }

  private static String token(ChainedEvent told) {
    var event = told.event();
    return new ConsistencyToken("cell-1", Map.of(event.streamId(), event.position())).encode();
  }

  static int port(int instance, String name) {
    return Objects.requireNonNull(
        INSTANCES.get(instance).getEnvironment().getProperty(name, Integer.class));
  }

  static HttpResponse<String> get(int instance, String path, String... headers) {
    var request = request(instance, path).header("Authorization", Tokens.bearer("agent"));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  static HttpResponse<String> getWithoutToken(int instance, String path) {
    return send(request(instance, path).build());
  }

  private static HttpRequest.Builder request(int instance, String path) {
    return HttpRequest.newBuilder(
        URI.create("http://localhost:%d%s".formatted(port(instance, "local.server.port"), path)));
  }

  static HttpResponse<String> operate(int instance, String path) {
    var uri =
        URI.create(
            "http://localhost:%d/actuator/projections%s"
                .formatted(port(instance, "local.management.port"), path));
    return send(
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .header("Authorization", Tokens.bearer("operator"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A stream that has been opened, its head read. */
  static SseClient watch(int instance, String path, Map<String, String> headers)
      throws IOException {
    var all = new HashMap<>(headers);
    all.putIfAbsent("Authorization", Tokens.bearer("agent"));
    var client = new SseClient(port(instance, "local.server.port"), path, all);
    var head = client.head();
    if (!head.contains(" 200")) {
      throw new IOException(head + client.body());
    }
    return client;
  }

  static void eventually(Runnable assertion) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion::run);
  }
}
