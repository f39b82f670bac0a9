package dev.contrail.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.eventstore.LogTransaction;
import dev.contrail.command.faults.Tally;
import dev.contrail.command.outbox.RelayStatus.State;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.events.EventTopic;
import dev.contrail.servers.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** What an operator asks of the relay, and what he sees of it. */
class RelayRequestIntegrationTests {

  private final CommandDatabase database = new CommandDatabase();
  private final Sequencer sequencer = database.sequencer();
  private final TestRelays relays = new TestRelays(database);

  @AfterEach
  void stop() {
    sequencer.stop();
  }

  @Test
  void thePartitionsPreviousPositionsAreFoundAnywhereInTheLog() {
    relays.record(sequencer, 100);
    var scan = new PartitionScan(database.relayDataSource(), relays.topic);
    for (var position : List.of(0, 1, 57, 100)) {
      var expected = new long[relays.topic.partitions()];
      for (var event : database.store().readLog(0, position)) {
        expected[relays.topic.partitionOf(event.streamId())] = event.position();
      }
      assertThat(scan.upTo(position).toArray()).isEqualTo(expected);
    }
  }

  @Test
  void aRunningRelayPublishesAgainFromAPosition() {
    var relay = relays.start();
    relays.record(sequencer, 200);
    awaitPublished(relay, 200);
    var endpoint = endpoint(relay);
    await().until(() -> endpoint.republish(relays.topic.name(), 121).getStatus() == 200);
    await().untilAsserted(() -> assertThat(relays.tally(200)).isEqualTo(again(200, 80)));
    relays.record(sequencer, 10);
    awaitPublished(relay, 210);
    TestRelays.stop(relay);
    var next = relays.start();
    relays.record(sequencer, 10);
    awaitPublished(next, 220);
    TestRelays.stop(next);
    assertThat(relays.tally(220)).isEqualTo(again(220, 80));
  }

  /** Fault 16's cure: what hangs behind the hole connects once the hole is filled. */
  @Test
  void aHoleInTheTopicIsFilledByPublishingAgain() throws Exception {
    relays.record(sequencer, 100);
    relays.createTopic(relays.topic.partitions());
    try (var producer = relays.producer(Delivery.IDEMPOTENT)) {
      relays.send(producer, 1, 40);
      relays.send(producer, 61, 100);
    }
    var outbox = new OutboxTable(database.relayDataSource(), relays.topic.name());
    var scan = new PartitionScan(database.relayDataSource(), relays.topic);
    var claimed = outbox.claim(relays.topic.partitions());
    outbox.advance(claimed, claimed.at(100, scan.upTo(100)));
    assertThat(relays.tally(100).ordered()).isFalse();
    assertThat(outbox.republish(40, scan.upTo(40), LogTransaction.CHANNEL)).isTrue();
    var relay = relays.start();
    awaitPublished(relay, 100);
    TestRelays.stop(relay);
    assertThat(relays.tally(100).lost()).isZero();
  }

  @Test
  void aRequestThatWasHalfDoneIsFinishedByTheNextRelay() throws Exception {
    var first = relays.start();
    relays.record(sequencer, 100);
    awaitPublished(first, 100);
    TestRelays.stop(first);
    var outbox = new OutboxTable(database.relayDataSource(), relays.topic.name());
    var scan = new PartitionScan(database.relayDataSource(), relays.topic);
    outbox.republish(0, scan.upTo(0), LogTransaction.CHANNEL);
    var dead = outbox.claim(relays.topic.partitions());
    outbox.advance(dead, dead.at(30, scan.upTo(30)));
    var second = relays.start();
    awaitPublished(second, 100);
    TestRelays.stop(second);
    assertThat(relays.tally(100)).isEqualTo(again(100, 70));
  }

  @Test
  void whatIsNotThereCannotBePublishedAgain() {
    var relay = relays.start();
    relays.record(sequencer, 10);
    awaitPublished(relay, 10);
    var endpoint = endpoint(relay);
    assertThat(endpoint.republish("elsewhere", 1).getStatus()).isEqualTo(404);
    assertThat(endpoint.republish(relays.topic.name(), 0).getStatus()).isEqualTo(400);
    await()
        .untilAsserted(
            () -> assertThat(endpoint.destinations().getFirst().position()).isEqualTo(10));
    assertThat(endpoint.republish(relays.topic.name(), 12).getStatus()).isEqualTo(400);
    TestRelays.stop(relay);
  }

  @Test
  void aSecondDestinationGetsTheWholeLogWhileTheFirstGoesOn() {
    var first = relays.start();
    relays.record(sequencer, 300);
    awaitPublished(first, 300);
    var wider = new EventTopic(TestServers.freshTopic("wider"), 5, (short) 1);
    var second =
        relays.start(TestRelays.settings(wider, Delivery.TRANSACTIONAL), relays.refusals::add);
    relays.record(sequencer, 100);
    awaitPublished(second, 400);
    awaitPublished(first, 400);
    TestRelays.stop(first);
    TestRelays.stop(second);
    assertThat(relays.tally(400)).isEqualTo(Tally.perfect(400));
    assertThat(relays.tally(wider, 400)).isEqualTo(Tally.perfect(400));
  }

  @Test
  void whatATransactionLeftOpenIsNeitherLostNorDoubled() throws Exception {
    var relay = relays.start(Delivery.TRANSACTIONAL);
    relays.record(sequencer, 50);
    awaitPublished(relay, 50);
    TestRelays.stop(relay);
    relays.record(sequencer, 50);
    var killed = relays.producer(Delivery.TRANSACTIONAL);
    killed.initTransactions();
    killed.beginTransaction();
    relays.send(killed, 51, 80);
    killed.flush();
    var next = relays.start(Delivery.TRANSACTIONAL);
    awaitPublished(next, 100);
    TestRelays.stop(next);
    assertThatExceptionOfType(KafkaException.class).isThrownBy(killed::commitTransaction);
    killed.close(Duration.ZERO);
    assertThat(relays.tally(100)).isEqualTo(Tally.perfect(100));
  }

  /** The cure is the look at the topic's limit: else a large event would stop the relay one day. */
  @Test
  void aTopicThatTakesSmallerRecordsThanEventsMayBeIsNotUsed() throws Exception {
    relays.createNarrowTopic(100_000);
    var relay = relays.start();
    await().untilAsserted(() -> assertThat(relay.status().state()).isEqualTo(State.REFUSED));
    TestRelays.stop(relay);
    assertThat(relay.status().error()).contains("raise the topic's max.message.bytes");
  }

  @Test
  void theBacklogIsVisibleOnEveryInstance() {
    relays.record(sequencer, 30);
    var relay =
        new RelayFactory(
                database.store(),
                database.relayDataSource(),
                database.relayConnections(),
                new RelayKafka(java.util.Map.of(), java.util.Map.of(), java.util.Map.of(), 300_000),
                relays.refusals::add)
            .relay(TestRelays.settings(relays.topic, Delivery.IDEMPOTENT));
    var reports =
        new RelayReports(
            new Relays(List.of(relay)),
            database.relayDataSource(),
            Clock.systemUTC(),
            Duration.ofMinutes(1));
    var registry = new SimpleMeterRegistry();
    reports.registerWith(registry);
    assertThat(registry.get("contrail.relay.backlog.events").gauge().value()).isEqualTo(30);
    assertThat(registry.get("contrail.relay.backlog.age").gauge().value()).isPositive();
    assertThat(reports.health().getStatus()).isEqualTo(Status.UP);
    assertThat(reports.all())
        .singleElement()
        .satisfies(report -> {
          assertThat(report.state()).isEqualTo(State.STANDBY);
          assertThat(report.head()).isEqualTo(30);
          assertThat(report.backlogEvents()).isEqualTo(30);
          assertThat(report.destination()).isEqualTo(relays.topic.name());
        });
  }

  private RelayEndpoint endpoint(Relay relay) {
    var all = new Relays(List.of(relay));
    return new RelayEndpoint(
        new RelayReports(all, database.relayDataSource(), Clock.systemUTC(), Duration.ofMinutes(1)),
        all,
        database.relayDataSource());
  }

  private static Tally again(int events, int doubled) {
    return new Tally(events, 0, doubled, true);
  }

  private static void awaitPublished(Relay relay, long position) {
    await()
        .untilAsserted(
            () -> assertThat(relay.status().position()).isGreaterThanOrEqualTo(position));
  }
}
