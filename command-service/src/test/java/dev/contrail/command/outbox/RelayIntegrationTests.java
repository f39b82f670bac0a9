package dev.contrail.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.faults.Tally;
import dev.contrail.command.outbox.RelayStatus.State;
import dev.contrail.command.sequencer.Sequencer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayIntegrationTests {

  private final CommandDatabase database = new CommandDatabase();
  private final Sequencer sequencer = database.sequencer();
  private final TestRelays relays = new TestRelays(database);

  @AfterEach
  void stop() {
    sequencer.stop();
  }

  @Test
  void theWholeLogIsPublishedOnceInOrderAndChained() {
    record(50);
    var relay = relays.start();
    sequencer.onCommit(position -> relay.wake());
    record(500);
    awaitPublished(relay, 550);
    TestRelays.stop(relay);
    assertComplete(550);
  }

  @Test
  void aRelayThatDiedBeforeItWroteItsCursorRepeatsNothing() {
    var first = relays.start();
    record(300);
    awaitPublished(first, 300);
    TestRelays.stop(first);
    for (var lost : List.of(0, 137, 299)) {
      forgetBehind(lost);
      var next = relays.start();
      record(1);
      awaitPublished(next, database.store().head().position());
      TestRelays.stop(next);
    }
    assertComplete(303);
  }

  @Test
  void aTopicThatWasMadeAnewIsFilledUpAgain() throws Exception {
    var first = relays.start();
    record(200);
    awaitPublished(first, 200);
    TestRelays.stop(first);
    relays.deleteTopic();
    var second = relays.start();
    record(10);
    awaitPublished(second, 210);
    TestRelays.stop(second);
    assertComplete(210);
  }

  @Test
  void aTopicThatIsMadeAnewUnderARunningRelayIsFilledUpAgain() throws Exception {
    var relay = relays.start();
    record(200);
    awaitPublished(relay, 200);
    relays.deleteTopic();
    relays.createTopic(relays.topic.partitions());
    record(10);
    await().untilAsserted(() -> assertThat(relays.tally(210).lost()).isZero());
    TestRelays.stop(relay);
  }

  @Test
  void aLogThatIsBehindItsTopicIsNotPublished() {
    var first = relays.start();
    record(50);
    awaitPublished(first, 50);
    TestRelays.stop(first);
    database.tamper("delete from event where position > 40");
    var second = relays.start();
    await().untilAsserted(() -> assertThat(second.status().state()).isEqualTo(State.REFUSED));
    TestRelays.stop(second);
    assertThat(relays.refusals).isNotEmpty();
    assertThat(second.status().error()).contains("restored from a backup");
    assertThat(relays.tally(50).lost()).isZero();
  }

  @Test
  void aLogThatDiffersFromItsTopicIsNotPublished() {
    var first = relays.start();
    record(50);
    awaitPublished(first, 50);
    TestRelays.stop(first);
    database.tamper("delete from event where position > 40");
    sequencer.release();
    record(20);
    var second = relays.start();
    await().untilAsserted(() -> assertThat(second.status().state()).isEqualTo(State.REFUSED));
    TestRelays.stop(second);
    assertThat(second.status().error()).contains("another event");
  }

  @Test
  void aTopicWithAnotherNumberOfPartitionsIsNotUsed() {
    relays.createTopic(relays.topic.partitions() + 1);
    var relay = relays.start();
    await().untilAsserted(() -> assertThat(relay.status().state()).isEqualTo(State.REFUSED));
    TestRelays.stop(relay);
    assertThat(relay.status().error()).contains("has 4 partitions, not 3");
    assertThat(relays.refusals).isEmpty();
  }

  private void record(int commands) {
    relays.record(sequencer, commands);
  }

  private static void awaitPublished(Relay relay, long position) {
    await()
        .untilAsserted(
            () -> assertThat(relay.status().position()).isGreaterThanOrEqualTo(position));
  }

  private void forgetBehind(int position) {
    database
        .asSuperuser()
        .sql("update outbox set position = :position, partition_positions = :partitions")
        .param("position", position)
        .param(
            "partitions",
            new PartitionScan(database.relayDataSource(), relays.topic)
                .upTo(position)
                .toBoxedArray())
        .update();
  }

  private void assertComplete(int events) {
    assertThat(relays.tally(events)).isEqualTo(Tally.perfect(events));
  }
}
