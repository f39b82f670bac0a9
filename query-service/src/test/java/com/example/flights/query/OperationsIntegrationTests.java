package com.example.flights.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.servers.MetricList;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What the service tells of itself: every metric is listed, and health names what is wrong. */
class OperationsIntegrationTests {

  private static final MetricList LIST =
      MetricList.read(Path.of("../docs/operations/metrics.md"), "Both services", "query-service");
  private static final WatchedService SERVICE = new WatchedService();

  @AfterAll
  static void close() {
    SERVICE.close();
  }

  /** Cure: none but the list; a new metric needs its row. */
  @Test
  void everyMetricIsListed() {
    assertThat(LIST.rows()).hasSizeGreaterThan(15);
    assertThat(LIST.wrong(SERVICE.bean(MeterRegistry.class))).isEmpty();
    assertThat(LIST.notScraped(SERVICE.operate("/prometheus").body())).isEmpty();
  }

  /** Cures: the group looks at the age of what waits; liveness looks at nothing but the process. */
  @Test
  void whatWaitsTooLongIsNamedAndTheServiceLives() throws SQLException {
    SERVICE.tell();
    eventually("UP", "\"journal\":{\"state\":\"running\"");
    var database = SERVICE.database();
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.superuser().user(), database.superuser().password());
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("select * from projection_cursor for update");
      SERVICE.tell();
      eventually("DOWN", "journal: not applied is an event recorded at 2026-01-01T00:00:00.00");
      var living = SERVICE.operate("/health/liveness");
      assertThat(living.statusCode()).isEqualTo(200);
      assertThat(SERVICE.operate("/health/readiness").statusCode()).isEqualTo(200);
      connection.rollback();
    }
    eventually("UP", "\"state\":\"running\"");
  }

  /** Cure: readiness has a cause; it was a bare 503. */
  @Test
  void whoeverIsNotReadySaysWhy() {
    var nowhere = Map.of("spring.kafka.bootstrap-servers", "127.0.0.1:1");
    try (var service = new WatchedService(nowhere)) {
      var health = service.operate("/health/readiness");
      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).contains("the topic has not been seen yet");
    }
  }

  private static void eventually(String status, String detail) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(SERVICE.operate("/health/pipeline").body())
                .contains("\"status\":\"" + status + "\"", detail));
  }
}
