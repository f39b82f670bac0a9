package dev.contrail.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.faults.StopWatch;
import dev.contrail.command.outbox.RelayStatus.State;
import dev.contrail.servers.TestServers;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Faults 8 and 9 of docs/guarantees.md. */
@Tag("long")
class FrozenRelayIntegrationTests {

  private static final int LEADER_FROZEN = 30;

  private final CommandDatabase database = new CommandDatabase();

  /** Cure: the lease's own clock, the term in the outbox row, and the fixed transactional id. */
  @ParameterizedTest
  @EnumSource
  void f08TheLeaderIsFrozen(Delivery delivery) {
    var relays = new TestRelays(database);
    var child =
        new ChildRelay(database, TestServers.kafkaBootstrapServers(), relays.topic, delivery);
    double takenOver;
    Relay standIn;
    try (child;
        var writers = new Writers(database)) {
      await().until(() -> child.state() == State.LEADING);
      standIn = relays.start(delivery);
      await().until(() -> relays.publishedPosition() > 500);
      var watch = new StopWatch();
      child.freeze();
      await().until(() -> standIn.status().state() == State.LEADING);
      takenOver = watch.seconds();
      await().until(() -> watch.seconds() > LEADER_FROZEN);
      child.thaw();
      await().until(() -> child.state() == State.STANDBY);
      assertThat(standIn.status().state()).isEqualTo(State.LEADING);
      assertThat(writers.refused()).isZero();
    }
    await().until(() -> relays.publishedPosition() == relays.head());
    TestRelays.stop(standIn);
    var tally = relays.tally((int) relays.head());
    System.out.println(
        tally.line("F08 relay frozen, " + delivery, "taken over %.1f s".formatted(takenOver)));
    assertThat(tally.lost()).isZero();
    assertThat(tally.ordered()).isTrue();
    if (delivery == Delivery.TRANSACTIONAL) {
      assertThat(tally.doubled()).isZero();
    }
  }

  /** Cure: the server ends a silent session; the leader's own clock and socket time-outs. */
  @Test
  void f09TheLeadersDatabaseLinkSwallowsPackets() {
    var relays = new TestRelays(database);
    var settings = TestRelays.settings(relays.topic, Delivery.IDEMPOTENT);
    var direct = database.relayConnections();
    var uri = URI.create(direct.url().substring("jdbc:".length()));
    double takenOver;
    Relay cut;
    Relay standIn;
    try (var proxy = new SilentProxy(uri.getHost(), uri.getPort())) {
      var url =
          direct.url().replace(":" + uri.getPort() + "/", ":" + proxy.port() + "/")
              + "?socketTimeout=20";
      cut =
          relays.start(
              settings,
              new DriverManagerDataSource(url, direct.user(), direct.password()),
              new DirectConnections(url, direct.user(), direct.password()),
              relays.refusals::add);
      await().until(() -> cut.status().state() == State.LEADING);
      try (var writers = new Writers(database)) {
        standIn = relays.start();
        await().until(() -> relays.publishedPosition() > 500);
        var watch = new StopWatch();
        proxy.fallSilent();
        await().until(() -> standIn.status().state() == State.LEADING);
        takenOver = watch.seconds();
        await().until(() -> cut.status().state() != State.LEADING);
        proxy.restore();
        await().until(() -> cut.status().state() == State.STANDBY);
        assertThat(writers.refused()).isZero();
      }
      await().until(() -> relays.publishedPosition() == relays.head());
      TestRelays.stop(cut);
      TestRelays.stop(standIn);
    }
    var tally = relays.tally((int) relays.head());
    System.out.println(
        tally.line("F09 database link silent", "taken over %.1f s".formatted(takenOver)));
    assertThat(tally.lost()).isZero();
    assertThat(tally.ordered()).isTrue();
  }
}
