package dev.contrail.command.outbox;

import static dev.contrail.command.counter.Counters.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.faults.StopWatch;
import dev.contrail.command.faults.Tally;
import dev.contrail.command.outbox.RelayStatus.State;
import dev.contrail.command.sequencer.CommandRefused;
import dev.contrail.command.sequencer.CommandRefused.Reason;
import dev.contrail.servers.TestServers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Faults 5, 7 and 19 of docs/guarantees.md. */
@Execution(ExecutionMode.CONCURRENT)
class RelayFaultIntegrationTests {

  private static final int SESSION_KILLS = 6;
  private static final int LEADER_KILLS = 3;
  private static final long SEED = 7;

  private final CommandDatabase database = new CommandDatabase();
  private final TestRelays relays = new TestRelays(database);

  /** Cure: the poll, and a lease that is taken up again at once. */
  @Test
  void f05TheLeaseSessionIsKilledEverySecond() {
    var relay = relays.start();
    await().until(() -> relay.status().state() == State.LEADING);
    try (var writers = new Writers(database)) {
      for (var kill = 1; kill <= SESSION_KILLS; kill++) {
        var watch = new StopWatch();
        await().until(() -> watch.seconds() >= 1 && killLeaseSessions() > 0);
      }
      assertThat(writers.refused()).isZero();
    }
    await().until(() -> relays.publishedPosition() == relays.head());
    TestRelays.stop(relay);
    var tally = relays.tally((int) relays.head());
    var lags = Lags.of(relays.records(relays.topic));
    System.out.println(
        tally.line(
            "F05 lease session killed %d times".formatted(SESSION_KILLS),
            "publish lag p50 %.0f ms, p99 %.0f ms, max %.0f ms"
                .formatted(lags.at(0.5), lags.at(0.99), lags.at(1))));
    assertThat(tally).isEqualTo(Tally.perfect(tally.events()));
  }

  /** Cure: the tails are read at every take-over. */
  @Test
  void f07TheLeaderIsKilled() {
    var random = new Random(SEED);
    var children = new ArrayList<ChildRelay>(List.of(child(), child()));
    var takenOver = 0.0;
    var recovered = 0.0;
    try (var writers = new Writers(database)) {
      for (var kill = 1; kill <= LEADER_KILLS; kill++) {
        var from = relays.publishedPosition() + 200 + random.nextInt(1_000);
        await().until(() -> relays.publishedPosition() > from);
        await().until(() -> states(children).containsAll(List.of(State.LEADING, State.STANDBY)));
        var leader =
            children.stream().filter(c -> c.state() == State.LEADING).findFirst().orElseThrow();
        var head = relays.head();
        var watch = new StopWatch();
        leader.close();
        children.remove(leader);
        await().until(() -> states(children).contains(State.LEADING));
        takenOver = Math.max(takenOver, watch.seconds());
        await().until(() -> relays.publishedPosition() >= head);
        recovered = Math.max(recovered, watch.seconds());
        children.add(child());
      }
      assertThat(writers.refused()).isZero();
    }
    await().until(() -> relays.publishedPosition() == relays.head());
    children.forEach(ChildRelay::close);
    var tally = relays.tally((int) relays.head());
    System.out.println(
        tally.line(
            "F07 relay kill -9 %d times, seed %d".formatted(LEADER_KILLS, SEED),
            "taken over %.1f s | recovered %.1f s".formatted(takenOver, recovered)));
    assertThat(tally).isEqualTo(Tally.perfect(tally.events()));
  }

  /** Cure: the relay's verdict reaches the sequencer before anybody can read it. */
  @Test
  void f19TheLogIsBehindKafkaUnderARunningSequencer() {
    var first = relays.start();
    var before = database.sequencer();
    relays.record(before, 50);
    await().until(() -> relays.publishedPosition() == 50);
    TestRelays.stop(first);
    before.stop();
    database.tamper("delete from event where position > 40");
    try (var writers = new Writers(database)) {
      var sequencer = writers.sequencer();
      await().until(() -> writers.accepted() > 0);
      var second =
          relays.start(TestRelays.settings(relays.topic, Delivery.IDEMPOTENT), sequencer::refuse);
      await().until(() -> second.status().state() == State.REFUSED);
      for (var i = 0; i < 100; i++) {
        assertThatExceptionOfType(CommandRefused.class)
            .isThrownBy(() -> sequencer.execute(count("x", 1, 9)))
            .matches(refused -> refused.reason() == Reason.LOG_REFUSED);
      }
      var head = relays.head();
      await().until(() -> writers.refused() > 0);
      sequencer.release();
      await().until(() -> sequencer.refusal().isPresent());
      TestRelays.stop(second);
      System.out.println(
          "F19 log behind Kafka | overwritten 0 | answered 2xx after the verdict 0/100 | log at %d"
              .formatted(head));
    }
    assertThat(relays.records(relays.topic)).hasSize(50);
  }

  private ChildRelay child() {
    return new ChildRelay(
        database, TestServers.kafkaBootstrapServers(), relays.topic, Delivery.IDEMPOTENT);
  }

  private static List<State> states(List<ChildRelay> children) {
    return children.stream().map(ChildRelay::state).toList();
  }

  private int killLeaseSessions() {
    return database
        .asSuperuser()
        .sql(
            """
            select count(pg_terminate_backend(pid)) from pg_stat_activity
            where application_name = 'contrail-lease' and datname = current_database()
            """)
        .query(Integer.class)
        .single();
  }
}
