package dev.contrail.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.faults.StopWatch;
import dev.contrail.events.EventTopic;
import dev.contrail.servers.TestServers;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * How fast a backlog drains: {@code mvn -pl command-service -am test -Dtest=RelayMeasurements
 * -Dsurefire.failIfNoSpecifiedTests=false}. No test of the build, for it asserts no times.
 */
class RelayMeasurements {

  private static final int EVENTS = 300_000;
  private static final int PREPARED = 100_000;
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
    for (var round = 1; round <= ROUNDS; round++) {
      limit(round);
      for (var delivery : Delivery.values()) {
        drain(delivery, round);
      }
    }
  }

  /** The same records, made beforehand, through a bare producer: what there is to be reached. */
  private void limit(int round) {
    var settings = settings(Delivery.IDEMPOTENT);
    var events = database.store().readLog(0, PREPARED);
    var chain = new Chain(settings, PartitionPositions.none(settings.topic().partitions()));
    var records = chain.next(0, events, false).records();
    try (var producer = relays.producer(settings)) {
      producer.partitionsFor(settings.destination());
      var watch = new StopWatch();
      records.forEach(producer::send);
      producer.flush();
      System.out.printf(
          "bare producer round %d: %,.0f events/s%n", round, records.size() / watch.seconds());
    }
  }

  private RelaySettings settings(Delivery delivery) {
    var topic = new EventTopic(TestServers.freshTopic("drain"), 12, (short) 1);
    relays.createTopic(topic);
    return new RelaySettings(
        topic,
        TestRelays.CELL,
        delivery,
        2_000,
        Duration.ZERO,
        Duration.ofSeconds(1),
        Duration.ofMillis(500),
        Duration.ofMillis(50));
  }

  private void drain(Delivery delivery, int round) {
    var settings = settings(delivery);
    var relay = relays.start(settings, relays.refusals::add);
    await().pollInterval(Duration.ofMillis(5)).until(() -> relay.status().position() > 0);
    var from = relay.status().position();
    var cpu = cpuNanos();
    var watch = new StopWatch();
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> relay.status().position() == EVENTS);
    System.out.printf(
        "%s round %d: %,.0f events/s, %.1f µs CPU an event (relay and broker)%n",
        delivery,
        round,
        (EVENTS - from) / watch.seconds(),
        (cpuNanos() - cpu) / 1_000.0 / (EVENTS - from));
    TestRelays.stop(relay);
    assertThat(relays.refusals).isEmpty();
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
