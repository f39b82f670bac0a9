package dev.contrail.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.faults.Tally;
import dev.contrail.command.outbox.OutboxTable.LostLeadException;
import dev.contrail.command.outbox.RelayStatus.State;
import dev.contrail.command.sequencer.Sequencer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who leads, and what a leader does whose lease is cut. */
class RelayLeaseIntegrationTests {

  private final CommandDatabase database = new CommandDatabase();
  private final TestRelays relays = new TestRelays(database);
  private final Sequencer sequencer = database.sequencer();

  @AfterEach
  void stop() {
    sequencer.stop();
  }

  @Test
  void oneRelayLeadsAndTheOtherTakesOver() {
    var first = relays.start();
    record(20);
    awaitPublished(first, 20);
    var second = relays.start();
    record(20);
    awaitPublished(first, 40);
    assertThat(second.status().state()).isEqualTo(State.STANDBY);
    TestRelays.stop(first);
    record(20);
    awaitPublished(second, 60);
    TestRelays.stop(second);
    assertComplete(60);
  }

  @Test
  void aLeaderWhoseLeaseIsCutTakesItUpAgain() {
    var relay = relays.start();
    record(20);
    awaitPublished(relay, 20);
    for (var round = 1; round <= 5; round++) {
      cutLease();
      record(20);
      awaitPublished(relay, 20 + 20 * round);
    }
    TestRelays.stop(relay);
    assertComplete(120);
  }

  @Test
  void aRelayThatLedBeforeCannotMoveTheCursor() throws Exception {
    var outbox = new OutboxTable(database.relayDataSource(), relays.topic.name());
    var zombie = outbox.claim(relays.topic.partitions());
    var leader = outbox.claim(relays.topic.partitions());
    assertThatExceptionOfType(LostLeadException.class)
        .isThrownBy(() -> outbox.advance(zombie, zombie.at(7, zombie.partitionPositions())));
    outbox.advance(leader, leader.at(7, leader.partitionPositions()));
  }

  @Test
  void aRelayWhoseOutboxWasClaimedByAnotherBeginsAgain() {
    var relay = relays.start();
    record(20);
    awaitPublished(relay, 20);
    new OutboxTable(database.relayDataSource(), relays.topic.name())
        .claim(relays.topic.partitions());
    record(20);
    awaitPublished(relay, 40);
    TestRelays.stop(relay);
    assertComplete(40);
  }

  /** Cure: a lease is taken up again only after another look at what the topic and the log have. */
  @Test
  void aLeaderThatComesBackToAnOlderLogRefuses() {
    var relay = relays.start();
    record(20);
    awaitPublished(relay, 20);
    database.tamper("delete from event where position > 10");
    cutLease();
    await().until(() -> relay.status().state() == State.REFUSED);
    var afterwards = database.sequencer();
    relays.record(afterwards, 20);
    afterwards.stop();
    TestRelays.stop(relay);
    assertThat(relays.published(relays.topic)).hasSize(20);
    assertThat(relays.refusals).isNotEmpty();
  }

  private void cutLease() {
    database
        .asSuperuser()
        .sql(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where application_name = 'contrail-lease' and datname = current_database()
            """)
        .query(Integer.class)
        .single();
  }

  private void record(int commands) {
    relays.record(sequencer, commands);
  }

  private static void awaitPublished(Relay relay, long position) {
    await()
        .untilAsserted(
            () -> assertThat(relay.status().position()).isGreaterThanOrEqualTo(position));
  }

  private void assertComplete(int events) {
    assertThat(relays.tally(events)).isEqualTo(Tally.perfect(events));
  }
}
