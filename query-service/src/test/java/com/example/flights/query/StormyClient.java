package com.example.flights.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.fixture.SseClient;
import dev.contrail.query.fixture.SseClient.Event;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import tools.jackson.databind.json.JsonMapper;

/** Views a list live, is cut off every few events and comes back to whichever instance. */
final class StormyClient implements Callable<Void> {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int RECONNECTS = 15;

  private final String path;
  private final Random random;
  private final Map<String, Long> shown = new TreeMap<>();
  private final Map<String, Long> seen = new HashMap<>();
  private String lastEventId = "";

  StormyClient(String path, Random random) {
    this.path = path;
    this.random = random;
  }

  @Override
  public Void call() throws IOException {
    for (var i = 0; i < RECONNECTS; i++) {
      var patience = random.nextInt(8) + (i == 0 ? 100 : 0);
      try (var client = connect()) {
        for (var read = 0; read < patience; read++) {
          apply(Objects.requireNonNull(client.next()));
          lastEventId = client.lastEventId();
        }
      }
    }
    return null;
  }

  private SseClient connect() throws IOException {
    var headers =
        lastEventId.isEmpty() ? Map.<String, String>of() : Map.of("Last-Event-ID", lastEventId);
    return TwoServices.watch(random.nextInt(2), path, headers);
  }

  private void apply(Event event) {
    switch (event.name()) {
      case "state" -> {
        var row = JSON.readTree(event.data());
        var id = row.get("flightId").asString();
        var version = row.get("version").asLong();
        assertThat(version).as("of " + id).isGreaterThan(seen.getOrDefault(id, 0L));
        seen.put(id, version);
        shown.put(id, version);
      }
      case "removed" -> shown.remove(JSON.readTree(event.data()).get("flightId").asString());
      case "ready" -> {}
      default -> throw new AssertionError(event.toString());
    }
  }

  /** What is shown when all that was missed has been sent. */
  Map<String, Long> atLast() throws IOException {
    try (var client = connect()) {
      var event = Objects.requireNonNull(client.next());
      while (!event.name().equals("ready")) {
        apply(event);
        event = Objects.requireNonNull(client.next());
      }
    }
    return shown;
  }

  /** By flight, of a list as a GET answers it. */
  static Map<String, Long> versions(String page) {
    var versions = new TreeMap<String, Long>();
    JSON.readTree(page)
        .get("items")
        .forEach(row -> versions.put(row.get("flightId").asString(), row.get("version").asLong()));
    return versions;
  }
}
