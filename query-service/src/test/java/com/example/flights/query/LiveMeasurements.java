package com.example.flights.query;

import static org.awaitility.Awaitility.await;

import com.example.flights.events.FlightEvent;
import dev.contrail.events.ConsistencyToken;
import dev.contrail.query.fixture.QueryDatabase;
import dev.contrail.query.fixture.SseClient;
import dev.contrail.servers.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What many streams cost, and how soon they hear: {@code mvn -pl query-service -am test -Plong
 * -Dtest=LiveMeasurements -Dsurefire.failIfNoSpecifiedTests=false}. Asserts no times.
 */
@Tag("long")
class LiveMeasurements {

  private static final int STREAMS = Integer.getInteger("contrail.measured.streams", 2_000);
  private static final int EVENTS = 50;
  private static final int OK = 200;
  private static final int HEAP_MB = 320;

  private final OwnServers servers = OwnServers.fresh();
  private final Stories stories = new Stories(servers.topic().topic());
  private final JdbcClient jdbc = new QueryDatabase(servers.database()).asSuperuser();
  private final int port = freePort();
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger ready = new AtomicInteger();
  private final Semaphore connecting = new Semaphore(20);
  private final long[] heard = new long[STREAMS];
  private volatile CountDownLatch round = new CountDownLatch(0);

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void manyStreamsOfOneFlight() throws Exception {
    var service = start();
    try {
      var token = tell(Stories.scheduled());
      await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> answers(token));
      System.out.printf("before: RSS %d MB%n", rss(service));
      for (var i = 0; i < STREAMS; i++) {
        var number = i;
        connecting.acquire();
        Thread.ofVirtual().start(() -> listen(number));
      }
      await().atMost(Duration.ofMinutes(2)).until(() -> ready.get() == STREAMS);
      System.out.printf("%d streams: RSS %d MB%n", STREAMS, rss(service));
      var delays = new ArrayList<Double>();
      for (var i = 1; i <= EVENTS; i++) {
        delays.addAll(push(i));
      }
      Collections.sort(delays);
      System.out.printf(
          "%d events to each: RSS %d MB; visible to heard p50 %.1f ms, p99 %.1f ms%n",
          EVENTS,
          rss(service),
          delays.get(delays.size() / 2),
          delays.get(delays.size() * 99 / 100));
    } finally {
      service.kill();
      servers.topic().close();
    }
  }

  private JavaProcess start() {
    var arguments = new ArrayList<String>();
    servers.properties().forEach((key, value) -> arguments.add("--" + key + "=" + value));
    arguments.addAll(List.of("--server.port=" + port, "--management.server.port=0"));
    arguments.add("--contrail.live.max-streams-of-one=" + STREAMS);
    return JavaProcess.start(
        JavaProcess.builder(
                HEAP_MB, QueryServiceApplication.class.getName(), arguments.toArray(String[]::new))
            .redirectErrorStream(true)
            .redirectOutput(new File("target/live-measurements.log")));
  }

  private String tell(FlightEvent event) {
    var told = stories.tell(event);
    servers.topic().publish(told);
    var positions = Map.of(told.event().streamId(), told.event().position());
    return new ConsistencyToken("cell-1", positions).encode();
  }

  private boolean answers(String token) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:%d/api/flights/%s".formatted(port, Stories.FLIGHT));
    var request =
        HttpRequest.newBuilder(uri)
            .header("Authorization", Tokens.bearer("agent"))
            .header("Consistency-Token", token);
    return http.send(request.build(), BodyHandlers.discarding()).statusCode() == OK;
  }

  private SseClient connect() throws IOException {
    var who = Map.of("Authorization", Tokens.bearer("agent"));
    return new SseClient(port, "/api/flights/" + Stories.FLIGHT, who);
  }

  private void listen(int number) {
    try (var client = connect()) {
      client.head();
      while (true) {
        var event = Objects.requireNonNull(client.next());
        if (event.name().equals("ready")) {
          connecting.release();
          ready.incrementAndGet();
        } else if (ready.get() == STREAMS) {
          heard[number] = System.nanoTime();
          round.countDown();
        }
      }
    } catch (IOException | NullPointerException e) {
      // the service has been stopped
    }
  }

  /** Milliseconds from when the row could be read until each client had it. */
  private List<Double> push(int number) throws InterruptedException {
    round = new CountDownLatch(STREAMS);
    tell(Stories.booked(number, "1A", 100));
    while (version() <= number) {
      Thread.onSpinWait();
    }
    var visible = System.nanoTime();
    round.await();
    var delays = new ArrayList<Double>();
    for (var at : heard) {
      delays.add((at - visible) / 1e6);
    }
    return delays;
  }

  private long version() {
    return jdbc.sql("select stream_version from projection.flight_board")
        .query(Long.class)
        .single();
  }

  private static long rss(JavaProcess service) throws IOException {
    return Files.readAllLines(Path.of("/proc/%d/status".formatted(service.process().pid())))
        .stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .sum();
  }
}
