package dev.contrail.command.outbox;

import static dev.contrail.command.counter.Counters.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.outbox.RelayStatus.State;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.events.ChainedEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RelayIntegrationTests {

  private final CommandDatabase database = new CommandDatabase();
  private final Sequencer sequencer = database.sequencer();
  private final TestRelays relays = new TestRelays(database);

  @BeforeAll
  static void patience() {
    Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
  }

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
    relay.stop();
    assertComplete(550);
  }

  @Test
  void aRelayThatDiedBeforeItWroteItsCursorRepeatsNothing() {
    var first = relays.start();
    record(300);
    awaitPublished(first, 300);
    first.stop();
    for (var lost : List.of(0, 137, 299)) {
      forgetBehind(lost);
      var next = relays.start();
      record(1);
      awaitPublished(next, database.store().head().position());
      next.stop();
    }
    assertComplete(303);
  }

  @Test
  void aTopicThatWasMadeAnewIsFilledUpAgain() throws Exception {
    var first = relays.start();
    record(200);
    awaitPublished(first, 200);
    first.stop();
    relays.deleteTopic();
    var second = relays.start();
    record(10);
    awaitPublished(second, 210);
    second.stop();
    assertComplete(210);
  }

  @Test
  void aLogThatIsBehindItsTopicIsNotPublished() {
    var first = relays.start();
    record(50);
    awaitPublished(first, 50);
    first.stop();
    database.tamper("delete from event where position > 40");
    var second = relays.start();
    await().untilAsserted(() -> assertThat(second.status().state()).isEqualTo(State.REFUSED));
    second.stop();
    assertThat(relays.refusals).isNotEmpty();
    assertThat(second.status().error()).contains("restored from a backup");
    assertThat(relays.published()).hasSize(50);
  }

  @Test
  void aLogThatDiffersFromItsTopicIsNotPublished() {
    var first = relays.start();
    record(50);
    awaitPublished(first, 50);
    first.stop();
    database.tamper("delete from event where position > 40");
    sequencer.release();
    record(20);
    var second = relays.start();
    await().untilAsserted(() -> assertThat(second.status().state()).isEqualTo(State.REFUSED));
    second.stop();
    assertThat(second.status().error()).contains("another event");
  }

  @Test
  void aTopicWithAnotherNumberOfPartitionsIsNotUsed() throws Exception {
    relays.createTopic(relays.topic.partitions() + 1);
    var relay = relays.start();
    await().untilAsserted(() -> assertThat(relay.status().state()).isEqualTo(State.REFUSED));
    relay.stop();
    assertThat(relay.status().error()).contains("has 4 partitions, not 3");
    assertThat(relays.refusals).isEmpty();
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
    first.stop();
    record(20);
    awaitPublished(second, 60);
    second.stop();
    assertComplete(60);
  }

  @Test
  void aLeaderWhoseLeaseIsCutTakesItUpAgain() {
    var relay = relays.start();
    record(20);
    awaitPublished(relay, 20);
    for (var round = 1; round <= 5; round++) {
      database
          .asSuperuser()
          .sql(
              """
              select count(pg_terminate_backend(pid)) from pg_stat_activity
              where application_name = 'contrail-lease' and datname = current_database()
              """)
          .query(Integer.class)
          .single();
      record(20);
      awaitPublished(relay, 20 + 20 * round);
    }
    relay.stop();
    assertComplete(120);
  }

  @Test
  void aRelayWhoseCursorWasMovedByAnotherStandsBy() {
    var relay = relays.start();
    record(20);
    awaitPublished(relay, 20);
    database.asSuperuser().sql("update outbox set epoch = epoch + 1").update();
    record(20);
    awaitPublished(relay, 40);
    relay.stop();
    assertComplete(40);
  }

  private void record(int commands) {
    var answers =
        LongStream.range(0, commands)
            .mapToObj(i -> sequencer.submit(count("" + i % 17, 1, Integer.MAX_VALUE), 10_000))
            .toList();
    answers.forEach(answer -> answer.join());
  }

  private static void awaitPublished(Relay relay, long position) {
    await()
        .untilAsserted(
            () -> assertThat(relay.status().position()).isGreaterThanOrEqualTo(position));
  }

  private void forgetBehind(int position) {
    var upTo = new HashMap<Integer, Long>();
    for (var event : database.store().readLog(0, position)) {
      upTo.put(relays.topic.partitionOf(event.streamId()), event.position());
    }
    database
        .asSuperuser()
        .sql("update outbox set position = :position, partition_positions = :partitions")
        .param("position", position)
        .param(
            "partitions",
            LongStream.range(0, relays.topic.partitions())
                .mapToObj(partition -> upTo.getOrDefault((int) partition, 0L))
                .toArray(Long[]::new))
        .update();
  }

  /** Every event once, and each partition a chain without a hole. */
  private void assertComplete(int events) {
    var published = relays.published();
    assertThat(published)
        .extracting(chained -> chained.event().position())
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, events).boxed().toList());
    var last = new HashMap<Integer, Long>();
    for (ChainedEvent chained : published) {
      var partition = relays.topic.partitionOf(chained.event().streamId());
      assertThat(chained.previousPosition()).isEqualTo(last.getOrDefault(partition, 0L));
      last.put(partition, chained.event().position());
    }
    assertThat(published)
        .extracting(ChainedEvent::event)
        .containsExactlyInAnyOrderElementsOf(database.store().readLog(0, events));
  }
}
