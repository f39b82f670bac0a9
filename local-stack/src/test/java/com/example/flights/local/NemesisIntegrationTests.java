package com.example.flights.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * F37: while commands come, services, database and broker are killed, frozen, restarted and cut off
 * in any order. Afterwards the log has every command once, and every read table is the fold of the
 * log. {@code -Dcontrail.nemesis.minutes} says how long, {@code -Dcontrail.test.seed} repeats a
 * run's choice of faults.
 */
@Tag("long")
class NemesisIntegrationTests {

  private static final Duration TIME =
      Duration.ofMinutes(Integer.getInteger("contrail.nemesis.minutes", 20));
  private static final Duration CATCH_UP = Duration.ofMinutes(10);

  private final long seed = Long.getLong("contrail.test.seed", System.nanoTime());

  @TempDir Path directory;

  @Test
  void nothingIsLostAndNothingDoubled() throws InterruptedException {
    System.out.println("Repeat with -Dcontrail.test.seed=" + seed);
    var flights = new EndlessFlights(TIME);
    try (var servers = new ServersOfItsOwn(directory);
        var system = RunningSystem.start("nemesis", servers.backing(), Map.of())) {
      var nemesis = new Nemesis(system, servers, new Random(seed));
      nemesis.start();
      var loaded = system.agent().loader().load(flights, so -> nemesis.progress());
      System.out.println("F37 seed %d | %s | %s".formatted(seed, nemesis.stop(), loaded));
      system.awaitReadiness();

      assertThat(loaded.refused()).as(loaded.firstRefusal()).isZero();
      assertThat(loaded.accepted()).isEqualTo(flights.count());
      logHasEveryCommandOnce(system, flights.count());
      readersHaveEverythingOnce(system, Cube.ofCommands(flights.given()));
    }
  }

  private static void logHasEveryCommandOnce(RunningSystem system, int commands) {
    assertThat(system.backing().askTheLog("select count(distinct command_id) from event"))
        .isEqualTo(commands);
    assertThat(system.backing().askTheLog("select count(*) - max(position) from event")).isZero();
    assertThat(system.backing().askTheLog("select count(*) from event where command_index = 0"))
        .isEqualTo(commands);
  }

  private static void readersHaveEverythingOnce(RunningSystem system, Cube expected) {
    long head = system.backing().askTheLog("select max(position) from event");
    await().atMost(CATCH_UP).until(() -> system.agent().journal().path("count").asLong() >= head);
    assertThat(system.agent().journal().path("count").asLong()).isEqualTo(head);
    await()
        .atMost(CATCH_UP)
        .untilAsserted(() -> assertThat(expected.asRead(system)).isEqualTo(expected.cells()));
    for (var projection : system.projections().all()) {
      var name = projection.path("name").asString();
      system.projections().act(name, "audit");
      await().atMost(CATCH_UP).until(() -> !difference(system, name).isMissingNode());
      assertThat(difference(system, name).path("examples")).as(name).isEmpty();
    }
  }

  private static JsonNode difference(RunningSystem system, String projection) {
    return system.projections().rebuild(projection).path("difference");
  }
}
