package dev.contrail.command.sequencer;

import static dev.contrail.command.counter.Counters.count;
import static dev.contrail.command.counter.Counters.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.eventstore.LogTransaction;
import dev.contrail.command.faults.Clients;
import dev.contrail.command.faults.CounterDomain;
import dev.contrail.command.faults.History;
import dev.contrail.command.sequencer.CommandRefused.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Fault 24 of docs/guarantees.md: an instance's time of day is wrong and is set again and again.
 * Cures: an event is recorded later than the one before it whatever the clock says, and deadlines
 * go by a clock that cannot be set.
 */
@Execution(ExecutionMode.CONCURRENT)
class SteppingClockIntegrationTests {

  private static final long SEED = new Random().nextLong();
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int ENOUGH = 3_000;

  private final CommandDatabase database = new CommandDatabase();

  /** As far from the truth as it is told, each time that it is asked. */
  private static final class WrongClock extends Clock {

    private final LongSupplier offset;

    WrongClock(LongSupplier offsetMillis) {
      this.offset = offsetMillis;
    }

    @Override
    public Instant instant() {
      return Instant.now().plusMillis(offset.getAsLong());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private Sequencer instance(LongSupplier offsetMillis) {
    return database.sequencer(
        database.connections()::forAppending,
        CommandDatabase.SETTINGS,
        new WrongClock(offsetMillis));
  }

  @Test
  void f24AnInstancesClockStepsByAnHour() {
    var random = new Random(SEED);
    var history = new History(new CounterDomain(Integer.MAX_VALUE));
    var wrong = instance(() -> random.nextLong(-HOUR.toMillis(), HOUR.toMillis()));
    var right = database.sequencer();
    var refused = 0;
    try (var clients = new Clients(history, Integer.MAX_VALUE, List.of(wrong, right))) {
      await().atMost(Duration.ofMinutes(1)).until(() -> history.acknowledged() >= ENOUGH);
      refused = clients.refused();
    } finally {
      wrong.stop();
      right.stop();
    }
    var verdict = history.check(database.store().readLog(0, Integer.MAX_VALUE));
    System.out.println(
        verdict.line("F24 a clock steps by an hour, seed " + SEED, "refused " + refused));
    assertThat(verdict).matches(History.Verdict::holds);
    assertThat(refused).isZero();
  }

  @Test
  void aClockThatIsSetForwardEndsNoWait() throws Exception {
    var asked = System.nanoTime();
    var instance = instance(() -> (System.nanoTime() - asked) / 1_000 * HOUR.toSeconds());
    try {
      CompletableFuture<Receipt> waiting;
      try (var _ = heldLog()) {
        waiting = instance.submit(until(count("a", 1, 9), Deadline.in(HOUR)), 0);
        await().until(this::somebodyWaitsForTheLog);
      }
      assertThat(waiting.get(30, TimeUnit.SECONDS).events()).hasSize(1);
    } finally {
      instance.stop();
    }
  }

  @Test
  void aClockThatIsSetBackProlongsNoWait() throws Exception {
    var asked = System.nanoTime();
    var instance = instance(() -> (asked - System.nanoTime()) / 1_000 * HOUR.toSeconds());
    try (var _ = heldLog()) {
      var command = until(count("a", 1, 9), Deadline.in(Duration.ofSeconds(1)));
      var refused = CompletableFuture.supplyAsync(() -> instance.execute(command));
      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> refused.get(30, TimeUnit.SECONDS))
          .havingCause()
          .isInstanceOfSatisfying(
              CommandRefused.class, e -> assertThat(e.reason()).isEqualTo(Reason.OUTCOME_UNKNOWN));
    } finally {
      instance.stop();
    }
  }

  /** The log, taken by somebody who does nothing with it. */
  private Connection heldLog() throws SQLException {
    var connection = database.connections().forAppending();
    connection.setAutoCommit(false);
    new LogTransaction(connection).lock();
    return connection;
  }

  private boolean somebodyWaitsForTheLog() {
    return database
            .asSuperuser()
            .sql(
                """
                select count(*) from pg_locks
                where locktype = 'advisory' and not granted
                  and database = (select oid from pg_database where datname = current_database())
                """)
            .query(Long.class)
            .single()
        > 0;
  }
}
