package com.example.flights.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The database has no connection left for requests. */
class BusyDatabaseIntegrationTests {

  private static final int CONNECTIONS = 2;

  private static final WatchedService SERVICE =
      new WatchedService(
          "spring.datasource.hikari.maximum-pool-size=" + CONNECTIONS,
          "spring.datasource.hikari.connection-timeout=2000");

  @AfterAll
  static void close() {
    SERVICE.close();
  }

  /** Cure: what may succeed in a moment is no error of ours; else it is 500 and a stack trace. */
  @Test
  void whoWaitedInVainIsToldToComeAgain() throws SQLException {
    for (var path : List.of("/api/flights", "/api/events", "/api/events/completeness")) {
      var taken = takeAll();
      var refused = SERVICE.ask(path);
      for (var connection : taken) {
        connection.close();
      }
      assertThat(refused.statusCode()).as(path).isEqualTo(503);
      assertThat(refused.body()).contains("urn:contrail:problem:unavailable");
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");
      await().until(() -> SERVICE.ask(path).statusCode() == 200);
    }
  }

  private static List<Connection> takeAll() throws SQLException {
    var taken = new ArrayList<Connection>();
    while (taken.size() < CONNECTIONS) {
      taken.add(SERVICE.bean(DataSource.class).getConnection());
    }
    return taken;
  }
}
