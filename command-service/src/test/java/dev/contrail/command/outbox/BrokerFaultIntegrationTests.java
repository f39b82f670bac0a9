package dev.contrail.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.faults.StopWatch;
import dev.contrail.command.faults.Tally;
import dev.contrail.servers.KafkaProcess;
import dev.contrail.servers.Place;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults 10 and 11 of docs/guarantees.md: without the broker, commands go on being accepted. */
@Tag("long")
class BrokerFaultIntegrationTests {

  private static final int BROKER_FROZEN = 40;
  private static final int BROKER_KILLS = 5;

  private final CommandDatabase database = new CommandDatabase();

  /** Cure: the unlimited delivery time-out. */
  @Test
  void f10TheBrokerIsFrozen(@TempDir Path directory) {
    try (var kafka = KafkaProcess.start(new Place(directory.resolve("kafka"), true, 0))) {
      var relays = new TestRelays(database, kafka.bootstrapServers());
      var relay = relays.start();
      var backlog =
          new BacklogReader(database.relayDataSource(), relays.topic.name(), Clock.systemUTC());
      double recovered;
      Backlog seen;
      try (var writers = new Writers(database)) {
        await().until(() -> relays.publishedPosition() > 500);
        var frozen = new StopWatch();
        kafka.freeze();
        await().until(() -> frozen.seconds() > BROKER_FROZEN);
        seen = backlog.read();
        var head = relays.head();
        var watch = new StopWatch();
        kafka.thaw();
        await().until(() -> relays.publishedPosition() >= head);
        recovered = watch.seconds();
        assertThat(writers.refused()).isZero();
      }
      assertThat(seen.events()).isPositive();
      assertThat(seen.age()).isGreaterThan(Duration.ofSeconds(BROKER_FROZEN / 2));
      finish(relays, relay, "F10 broker frozen %d s".formatted(BROKER_FROZEN), recovered, seen);
    }
  }

  /** Cure: the idempotent producer, which waits and asks the same broker again. */
  @Test
  void f11TheBrokerIsKilled(@TempDir Path directory) {
    try (var kafka = KafkaProcess.start(new Place(directory.resolve("kafka"), true, 0))) {
      var relays = new TestRelays(database, kafka.bootstrapServers());
      var relay = relays.start();
      var backlog =
          new BacklogReader(database.relayDataSource(), relays.topic.name(), Clock.systemUTC());
      var slowest = 0.0;
      var seen = Backlog.NONE;
      try (var writers = new Writers(database)) {
        for (var kill = 1; kill <= BROKER_KILLS; kill++) {
          var from = relays.publishedPosition() + 500;
          await().until(() -> relays.publishedPosition() > from);
          var watch = new StopWatch();
          kafka.kill();
          kafka.startAgain();
          seen = backlog.read();
          var head = relays.head();
          await().until(() -> relays.publishedPosition() >= head);
          slowest = Math.max(slowest, watch.seconds());
        }
        assertThat(writers.refused()).isZero();
      }
      finish(relays, relay, "F11 broker kill -9 %d times".formatted(BROKER_KILLS), slowest, seen);
    }
  }

  private static void finish(
      TestRelays relays, Relay relay, String fault, double recovered, Backlog seen) {
    await().until(() -> relays.publishedPosition() == relays.head());
    TestRelays.stop(relay);
    var tally = relays.tally((int) relays.head());
    System.out.println(
        tally.line(
            fault,
            "backlog was %d events, %d s | commands refused 0 | recovered %.1f s"
                .formatted(seen.events(), seen.age().toSeconds(), recovered)));
    assertThat(tally).isEqualTo(Tally.perfect(tally.events()));
  }
}
