package dev.contrail.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.faults.StopWatch;
import dev.contrail.command.outbox.RelayStatus.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fault 3 of docs/guarantees.md: somebody else's transactions stay open in the cluster. Cure: the
 * relay reads on by position; it asks nobody which transactions are still running.
 */
class OpenTransactionIntegrationTests {

  private static final double LAG_MILLIS = 1_000;

  private final CommandDatabase database = new CommandDatabase();
  private final CommandDatabase elsewhere = new CommandDatabase();
  private final TestRelays relays = new TestRelays(database);

  @Test
  void f03TransactionsStayOpen() throws SQLException {
    openFor(3);
  }

  @Test
  @Tag("long")
  void f03TransactionsStayOpenForLong() throws SQLException {
    openFor(60);
  }

  private void openFor(int seconds) throws SQLException {
    var relay = relays.start();
    await().until(() -> relay.status().state() == State.LEADING);
    Instant opened;
    Instant end;
    int before;
    int during;
    try (var writers = new Writers(database);
        var writer = elsewhere.relayConnections().forOperating();
        var reader = database.relayConnections().forOperating()) {
      await().until(() -> relays.publishedPosition() > 500);
      before = perSecond(writers, seconds);
      execute(writer, "insert into outbox values ('x', 0, '{}', null, 0, default, default, now())");
      reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      execute(reader, "select count(*) from event");
      opened = Instant.now();
      during = perSecond(writers, seconds);
      end = Instant.now();
      var head = relays.head();
      await().until(() -> relays.publishedPosition() >= head);
      assertThat(writers.refused()).isZero();
      writer.rollback();
      reader.rollback();
    }
    await().until(() -> relays.publishedPosition() == relays.head());
    TestRelays.stop(relay);
    var records = relays.records(relays.topic);
    var with = Lags.between(opened, end, records);
    var without = Lags.between(Instant.MIN, opened, records);
    var tally = relays.tally((int) relays.head());
    System.out.println(
        tally.line(
            "F03 transactions open %d s".formatted(seconds),
            "publish lag p99 %.0f ms, without %.0f ms | %d commands/s, without %d"
                .formatted(with.at(0.99), without.at(0.99), during, before)));
    assertThat(tally.lost() + tally.doubled()).isZero();
    assertThat(tally.ordered()).isTrue();
    assertThat(with.at(0.99)).isLessThan(LAG_MILLIS);
  }

  private static int perSecond(Writers writers, int seconds) {
    var watch = new StopWatch();
    var before = writers.accepted();
    await().until(() -> watch.seconds() > seconds);
    return (int) ((writers.accepted() - before) / watch.seconds());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
