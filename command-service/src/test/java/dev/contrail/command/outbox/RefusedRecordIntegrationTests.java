package dev.contrail.command.outbox;

import static dev.contrail.command.counter.Counters.counter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.counter.Counters;
import dev.contrail.command.counter.Counters.Count;
import dev.contrail.command.outbox.RelayStatus.State;
import dev.contrail.command.sequencer.Sequencer;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Fault 16 of docs/guarantees.md, on the relay's side: the broker does not take a record, while
 * others of its partition are on their way behind it.
 */
class RefusedRecordIntegrationTests {

  private static final int SMALL = 3_000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final CommandDatabase database = new CommandDatabase();
  private final TestRelays relays = new TestRelays(database);
  private final Sequencer sequencer = database.sequencer();

  @AfterEach
  void stop() {
    sequencer.stop();
  }

  /**
   * Cure: after a send that failed, the relay reads at the topic's ends what has arrived, and sends
   * again from where the chain breaks. What was on its way behind the refused record may lie before
   * it: a reader waits at such a hole, so what it gets is without one.
   */
  @Test
  void f16WhatTheBrokerRefusesIsNotPassedOver() throws Exception {
    var relay = relays.start();
    relays.record(sequencer, 50);
    await().atMost(PATIENCE).until(() -> relays.publishedPosition() == 50);
    relays.limit(SMALL);
    var large = new Count(1, Integer.MAX_VALUE, incompressible());
    sequencer
        .submit(Counters.submission(UUID.randomUUID(), false, counter("0"), large), 10_000)
        .join();
    relays.record(sequencer, 200);
    await().atMost(PATIENCE).until(() -> relay.status().state() == State.REFUSED);
    assertThat(relay.status().error()).contains("max.message.bytes");
    assertThat(relays.publishedPosition()).isEqualTo(50);

    relays.limit(1_000_000);
    await().atMost(PATIENCE).until(() -> relays.publishedPosition() == 251);
    TestRelays.stop(relay);
    var tally = relays.tally(251);
    System.out.printf(
        "F16 a record is refused | lost %d/%d for whoever waits at holes%n",
        tally.lost(), tally.events());
    assertThat(tally.lost()).isZero();
  }

  /** Records are compressed before they are counted. */
  private static String incompressible() {
    return Stream.generate(UUID::randomUUID)
        .limit(250)
        .map(UUID::toString)
        .collect(Collectors.joining());
  }
}
