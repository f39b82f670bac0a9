package dev.contrail.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.faults.Clients;
import dev.contrail.command.faults.CounterDomain;
import dev.contrail.command.faults.History;
import dev.contrail.command.faults.StopWatch;
import dev.contrail.command.outbox.RelayStatus.State;
import dev.contrail.command.sequencer.Sequencer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Faults 1 and 2 of docs/guarantees.md: two instances, a relay, and a log that commits badly. */
class LogFaultIntegrationTests {

  private static final int LIMIT = Integer.MAX_VALUE;
  private static final int ROLLED_BACK = 40;
  private static final double CAUGHT_UP_SECONDS = 2;

  private final CommandDatabase database = new CommandDatabase();
  private final TestRelays relays = new TestRelays(database);
  private final List<Sequencer> instances = List.of(database.sequencer(), database.sequencer());
  private final History history = new History(new CounterDomain(LIMIT));
  private final Relay relay = relays.start();

  @BeforeEach
  void relayLeads() {
    await().until(() -> relay.status().state() == State.LEADING);
  }

  @AfterEach
  void stop() {
    instances.forEach(Sequencer::stop);
    TestRelays.stop(relay);
  }

  @Test
  void f01ATransactionIsHeldOpen() throws SQLException {
    hold(3);
  }

  /** Longer than the server lets a transaction last. */
  @Test
  @Tag("long")
  void f01ATransactionIsHeldOpenForLong() throws SQLException {
    hold(20);
  }

  /** Cure: positions are taken under the log's lock, which is held until the commit. */
  private void hold(int seconds) throws SQLException {
    database
        .asOwner()
        .sql(
            """
            create function hold() returns trigger language plpgsql as $$
            begin
              perform pg_advisory_xact_lock_shared(1);
              return null;
            end $$;
            create trigger held after insert on event for each statement execute function hold()
            """)
        .update();
    double recovered;
    try (var clients = new Clients(history, LIMIT, instances)) {
      await().until(() -> history.acknowledged() > 500);
      try (var holder = database.relayConnections().forLease()) {
        execute(holder, "select pg_advisory_lock(1)");
        var held = new StopWatch();
        await()
            .until(() -> {
              execute(holder, "select 1");
              assertThat(database.count("event")).isEqualTo(relays.head());
              return held.seconds() > seconds;
            });
      }
      var released = new StopWatch();
      var progress = history.acknowledged() + 500;
      await().until(() -> history.acknowledged() > progress);
      recovered = released.seconds();
      assertThat(clients.refused()).isZero();
    }
    finish("F01 transaction held open %d s".formatted(seconds), recovered);
  }

  /** Cure: states and answers get out only after the commit; what failed is decided anew. */
  @Test
  void f02EveryThirdGroupIsRolledBack() throws SQLException {
    database
        .asOwner()
        .sql(
            """
            create sequence dice;
            grant usage on sequence dice to public;
            create function roll() returns trigger language plpgsql as $$
            begin
              case nextval('dice') % 10
                when 1, 4 then raise exception 'lost' using errcode = 'serialization_failure';
                when 7 then raise exception 'refused' using errcode = 'check_violation';
                else null;
              end case;
              return null;
            end $$;
            create trigger rolled after insert on event for each statement execute function roll()
            """)
        .update();
    try (var _ = new Clients(history, LIMIT, instances)) {
      await().until(() -> lastRoll() >= ROLLED_BACK * 10 / 3);
    }
    finish("F02 %d groups rolled back".formatted(ROLLED_BACK), 0);
  }

  private long lastRoll() {
    return database.asOwner().sql("select last_value from dice").query(Long.class).single();
  }

  private void finish(String fault, double recovered) {
    var quiet = new StopWatch();
    await().until(() -> relays.publishedPosition() == relays.head());
    var caughtUp = quiet.seconds();
    var log = database.store().readLog(0, Integer.MAX_VALUE);
    var verdict = history.check(log, relays.published(relays.topic), relays.topic);
    System.out.println(
        verdict.line(
            fault,
            "recovered %.1f s | relay at the end after %.1f s".formatted(recovered, caughtUp)));
    assertThat(verdict).matches(History.Verdict::holds);
    assertThat(verdict.repeats()).isZero();
    assertThat(caughtUp).isLessThan(CAUGHT_UP_SECONDS);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
