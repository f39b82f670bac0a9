package com.example.flights.query;

import dev.contrail.events.EncodedEvent;
import dev.contrail.events.EventType;
import dev.contrail.query.fixture.TestLog;
import dev.contrail.servers.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole service as operators see it, on a topic and a database of its own. */
final class WatchedService implements AutoCloseable {

  private final OwnServers servers = OwnServers.fresh();
  private final TestLog<EncodedEvent> log = TestLog.ofSeveral(servers.topic().topic());
  private final HttpClient client = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;

  WatchedService(String... settings) {
    this(Map.of(), settings);
  }

  /**
   * @param instead of what it would be told of its servers
   */
  WatchedService(Map<String, String> instead, String... settings) {
    var told = new HashMap<>(servers.properties());
    told.putAll(instead);
    var own = Stream.of("server.port=0", "management.server.port=0");
    var all =
        Stream.of(own, told.entrySet().stream().map(Object::toString), Stream.of(settings))
            .flatMap(some -> some)
            .map(setting -> "--" + setting);
    this.context =
        new SpringApplicationBuilder(QueryServiceApplication.class).run(all.toArray(String[]::new));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  Database database() {
    return servers.database();
  }

  /** Publishes an event that the journal takes and nothing else does. */
  void tell() {
    var event = new EncodedEvent(EventType.of("counted", 1), "{}");
    servers.topic().publish(log.append("counter-1", event));
  }

  HttpResponse<String> operate(String path) {
    return get("local.management.port", "/actuator" + path, "operator");
  }

  /** What an agent is answered. */
  HttpResponse<String> ask(String path) {
    return get("local.server.port", path, "agent");
  }

  private HttpResponse<String> get(String portName, String path, String role) {
    var port = context.getEnvironment().getRequiredProperty(portName);
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:%s%s".formatted(port, path)))
            .header("Authorization", Tokens.bearer(role))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    context.close();
    client.close();
    servers.topic().close();
  }
}
