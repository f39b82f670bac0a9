package com.example.flights.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.events.ConsistencyToken;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * More connections than a service has memory for, each with most of a large header. Cure: there are
 * no more than the heap has room for ({@code ConnectionLimit}); without it the heap is full before
 * anybody is kept out, and the service answers nobody any more, whoever goes.
 */
@ExtendWith(SharedSystem.class)
class ConnectionFloodIntegrationTests {

  /** More than a service of this system lets in, fewer than Tomcat would by itself. */
  private static final int CONNECTIONS = 8_000;

  private static final int WAITING = 4_000;

  private static final int PATIENCE_MILLIS =
      4_000; // a full backlog of the system is asked again after 1 s and 3 s

  /** Less than the services' patience with whoever sends nothing. */
  private static final Duration DRIP = Duration.ofSeconds(3);

  private static final Duration AFTERWARDS = Duration.ofSeconds(20);
  private static final byte[] HEADER =
      ("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Padding: " + "a".repeat(9_000)).getBytes(UTF_8);

  @Test
  void theCommandServiceSurvives(RunningSystem system) {
    flood(system.commands());
    await()
        .atMost(AFTERWARDS)
        .ignoreExceptions()
        .untilAsserted(() ->
            assertThat(system.agent().post("/api/flights", "{}").statusCode()).isLessThan(500));
  }

  @Test
  void theQueryServiceSurvives(RunningSystem system) {
    flood(system.queries());
    awaitAnAnswerOfQueries(system);
  }

  /** Cure: so many may wait for what is not there yet; the others find room. */
  @Test
  void theQueryServiceSurvivesWhoeverWaits(RunningSystem system) {
    var ahead = new ConsistencyToken(cellOf(system), Map.of("flight-of-tomorrow", Long.MAX_VALUE));
    var request =
        system
            .agent()
            .authorized(system.queries().resolve("/api/flights?limit=1"))
            .header("Consistency-Token", ahead.encode())
            .header("Prefer", "wait=5")
            .timeout(AFTERWARDS)
            .build();
    var refused = new ConcurrentHashMap<String, Integer>();
    int waiting;
    try (var http = HttpClient.newHttpClient()) {
      for (var i = 0; i < WAITING; i++) {
        http.sendAsync(request, BodyHandlers.ofString())
            .handle((answer, error) -> error == null ? codeOf(answer.body()) : "kept out")
            .thenAccept(code -> refused.merge(code, 1, Integer::sum));
      }
      awaitAnAnswerOfQueries(system);
      waiting = WAITING - refused.values().stream().mapToInt(Integer::intValue).sum();
    }
    System.out.printf("%s to those who wait: %s%n", system.queries(), refused);
    assertThat(refused).containsKey("not-yet-visible");
    assertThat(waiting).as("who still waited when another was answered").isPositive();
    awaitAnAnswerOfQueries(system);
  }

  private static void awaitAnAnswerOfQueries(RunningSystem system) {
    await()
        .atMost(AFTERWARDS)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(system.agent().query("/api/flights?limit=1")).isNotNull());
  }

  private static String cellOf(RunningSystem system) {
    return system
        .agent()
        .schedule(UUID.randomUUID(), "ZRH-GVA", "2031-06-01T06:55")
        .headers()
        .firstValue(ConsistencyToken.HEADER)
        .flatMap(ConsistencyToken::decode)
        .orElseThrow()
        .cell();
  }

  private static String codeOf(String problem) {
    return problem.replaceFirst(".*urn:contrail:problem:([a-z-]+).*", "$1");
  }

  /** Returns when one is kept out, or so many are in; then all have gone. */
  private static void flood(URI service) {
    var open = new ArrayList<Socket>();
    var dripped = System.nanoTime();
    try {
      while (open.size() < CONNECTIONS) {
        open.add(connected(service));
        if (System.nanoTime() - dripped > DRIP.toNanos()) {
          open.forEach(ConnectionFloodIntegrationTests::drip);
          dripped = System.nanoTime();
        }
      }
      throw new AssertionError("all were let in");
    } catch (SocketTimeoutException e) {
      System.out.printf("%s keeps out whoever comes after %,d%n", service, open.size());
    } catch (IOException e) {
      throw new AssertionError("after " + open.size(), e);
    } finally {
      close(open);
    }
  }

  private static Socket connected(URI service) throws IOException {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(service.getHost(), service.getPort()), PATIENCE_MILLIS);
      socket.getOutputStream().write(HEADER);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** However long it takes to open them all, none is to be cut off for its silence. */
  private static void drip(Socket socket) {
    try {
      socket.getOutputStream().write('a');
    } catch (IOException e) {
      // it has been cut off
    }
  }

  private static void close(List<Socket> sockets) {
    for (var socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        // it has been cut off
      }
    }
  }
}
