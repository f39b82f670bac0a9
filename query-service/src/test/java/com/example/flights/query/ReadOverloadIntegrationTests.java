package com.example.flights.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Fault 34 of docs/guarantees.md for reads: far more of them than the database has time for. */
class ReadOverloadIntegrationTests {

  private static final int CONNECTIONS = 2;
  private static final int MAY_WAIT = 8;
  private static final int FEW = 16;
  private static final int MANY = 320;
  private static final Duration TIME = Duration.ofSeconds(3);
  private static final double NANOS = 1e9;

  private static final WatchedService SERVICE =
      new WatchedService(
          "spring.datasource.hikari.maximum-pool-size=" + CONNECTIONS,
          "spring.datasource.hikari.connection-timeout=60000",
          "contrail.pool.max-waiting=" + MAY_WAIT);

  private record Load(double answeredPerSecond, int refused, double slowestRefusal) {}

  private final Queue<HttpResponse<String>> refusals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger answered = new AtomicInteger();

  @AfterAll
  static void close() {
    SERVICE.close();
  }

  /** Cure: one more than may wait is refused at once; else all wait, and are late. */
  @Test
  void whoCannotBeServedIsRefusedAtOnce() throws SQLException {
    var taken = takeAll();
    try (var readers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < FEW; i++) {
        readers.submit(this::read);
      }
      await().until(() -> refusals.size() >= FEW - MAY_WAIT);
      assertThat(answered).hasValue(0);
      for (var connection : taken) {
        connection.close();
      }
    }
    assertThat(answered.get() + refusals.size()).isEqualTo(FEW);
    assertThat(refusals).allSatisfy(ReadOverloadIntegrationTests::refusesWell);
    await().until(() -> read() == 200);
  }

  @Test
  void f34TwentyTimesTheReaders() {
    load(FEW); // the service learns
    var before = load(FEW);
    var during = load(MANY);
    var start = System.nanoTime();
    await().until(() -> read() == 200);
    System.out.printf(
        "F34 reads: %d readers %.0f/s, then %d, of whom %d may wait: %.0f/s answered"
            + " | %d refused, the slowest after %.2f s | back after %.2f s%n",
        FEW,
        before.answeredPerSecond(),
        MANY,
        MAY_WAIT,
        during.answeredPerSecond(),
        during.refused(),
        during.slowestRefusal(),
        (System.nanoTime() - start) / NANOS);
    assertThat(refusals).isNotEmpty().allSatisfy(ReadOverloadIntegrationTests::refusesWell);
    assertThat(during.answeredPerSecond()).isPositive();
  }

  private static List<Connection> takeAll() throws SQLException {
    var taken = new ArrayList<Connection>();
    while (taken.size() < CONNECTIONS) {
      taken.add(SERVICE.bean(DataSource.class).getConnection());
    }
    return taken;
  }

  private int read() {
    var answer = SERVICE.ask("/api/flights");
    if (answer.statusCode() == 200) {
      answered.incrementAndGet();
    } else {
      refusals.add(answer);
    }
    return answer.statusCode();
  }

  private Load load(int readers) {
    var slowest = new ConcurrentLinkedQueue<Double>();
    var answeredBefore = answered.get();
    var refusedBefore = refusals.size();
    var start = System.nanoTime();
    Callable<Void> reader =
        () -> {
          while (System.nanoTime() - start < TIME.toNanos()) {
            var asked = System.nanoTime();
            if (read() != 200) {
              slowest.add((System.nanoTime() - asked) / NANOS);
            }
          }
          return null;
        };
    try (var crew = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var i = 0; i < readers; i++) {
        crew.submit(reader);
      }
    }
    return new Load(
        (answered.get() - answeredBefore) / ((System.nanoTime() - start) / NANOS),
        refusals.size() - refusedBefore,
        slowest.stream().mapToDouble(Double::doubleValue).max().orElse(0));
  }

  private static void refusesWell(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body()).contains("urn:contrail:problem:unavailable");
  }
}
