package com.example.flights.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Either service may be killed at any moment of a load. The cures: a repeated line brings its
 * idempotency key, the relay finds its place in the topic again, and a reader's cursor is committed
 * with what it has read.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledServicesIntegrationTests {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final long seed = Long.getLong("contrail.test.seed", System.nanoTime());

  @Test
  void nothingIsLostAndNothingDoubled() {
    System.out.println("Repeat with -Dcontrail.test.seed=" + seed);
    var lines = SampleFlights.withBookings(RunningSystem.PROJECT).toList();
    try (var system = RunningSystem.start("killed-services")) {
      var killer = new Killer(system, new Random(seed));
      var loaded = system.agent().loader().load(lines.iterator(), so -> killer.strikeSoon());
      killer.finish();
      system.awaitReadiness();

      assertThat(killer.kills()).isGreaterThanOrEqualTo(6);
      assertThat(loaded.refused()).as(loaded.firstRefusal()).isZero();
      assertThat(loaded.accepted()).isEqualTo(lines.size());
      assertThat(system.backing().askTheLog("select count(distinct command_id) from event"))
          .isEqualTo(lines.size());
      assertThat(
              system.backing().askTheLog("select count(*) from event where type = 'seat-booked'"))
          .isEqualTo(lines.stream().filter(line -> line.contains("\"book-seat\"")).count());
      readersHaveEverythingOnce(system, Cube.ofCommands(lines.stream()));
    }
  }

  private static void readersHaveEverythingOnce(RunningSystem system, Cube expected) {
    long head = system.backing().askTheLog("select max(position) from event");
    assertThat(system.backing().askTheLog("select count(*) from event")).isEqualTo(head);
    // not until its last position is there: the partitions of the topic come in their own time
    await().atMost(LIMIT).until(() -> system.agent().journal().path("count").asLong() >= head);
    assertThat(system.agent().journal().path("count").asLong()).isEqualTo(head);
    assertThat(system.agent().journal().path("maxPosition").asLong()).isEqualTo(head);
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(expected.asRead(system)).isEqualTo(expected.cells()));
  }
}
