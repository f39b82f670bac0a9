package dev.contrail.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.events.EventTopic;
import dev.contrail.servers.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * How fast a backlog drains: {@code mvn -pl command-service -am test -Dtest=RelayMeasurements
 * -Dsurefire.failIfNoSpecifiedTests=false}. No test of the build, for it asserts no times.
 */
class RelayMeasurements {

  private static final int EVENTS = 300_000;
  private static final int ROUNDS = 5;

  /**
   * Rows as a sequencer would write them, but for the hash chain, which the relay only hands on.
   */
  private static final String FILL =
      """
      insert into event (position, stream_id, stream_version, type, type_version, data, metadata,
        command_id, command_index, command_hash, recorded_at, hash)
      select n, 'counter-' || (n - 1) % 5000, 1 + (n - 1) / 5000, 'counted', 1,
        json_build_object('by', n % 7, 'note', repeat('x', 90)),
        json_build_object('actor', 'user-' || n % 100, 'correlationId', gen_random_uuid(),
          'traceparent', '00-' || md5(n::text) || '-b7ad6b7169203331-01'),
        gen_random_uuid(), 0, sha256(n::text::bytea), now() + n * interval '1 microsecond',
        sha256(n::text::bytea)
      from generate_series(1, :events) as n
      """;

  private final CommandDatabase database = new CommandDatabase();
  private final TestRelays relays = new TestRelays(database);

  @Test
  void drain() {
    database.asSuperuser().sql(FILL).param("events", EVENTS).update();
    for (var delivery : Delivery.values()) {
      for (var round = 1; round <= ROUNDS; round++) {
        drain(delivery, round);
      }
    }
  }

  private void drain(Delivery delivery, int round) {
    var topic = new EventTopic(TestServers.freshTopic("drain"), 12, (short) 1);
    var settings =
        new RelaySettings(
            topic,
            TestRelays.CELL,
            delivery,
            1_000,
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            Duration.ofMillis(50));
    var relay = relays.start(settings, relays.refusals::add);
    await().pollInterval(Duration.ofMillis(5)).until(() -> relay.status().position() > 0);
    var from = relay.status().position();
    var watch = new StopWatch();
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> relay.status().position() == EVENTS);
    System.out.printf(
        "%s round %d: %,.0f events/s%n", delivery, round, (EVENTS - from) / watch.seconds());
    TestRelays.stop(relay);
    assertThat(relays.refusals).isEmpty();
  }
}
