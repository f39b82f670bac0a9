package dev.contrail.command.sequencer;

import static dev.contrail.command.counter.Counters.count;
import static dev.contrail.command.counter.Counters.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.faults.Clients;
import dev.contrail.command.faults.CounterDomain;
import dev.contrail.command.faults.History;
import dev.contrail.command.faults.StopWatch;
import dev.contrail.command.sequencer.CommandRefused.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Fault 30 of docs/guarantees.md: the server says of every append that its disk is full. Cure: no
 * command is to blame for that, so that its group is neither taken apart nor failed, but tried
 * again for as long as somebody waits.
 */
@Execution(ExecutionMode.CONCURRENT)
class FullDiskIntegrationTests {

  private static final int WITHIN_SECONDS = 10;
  private static final int SOME = 300;

  /** As PostgreSQL puts it when a table cannot be extended. */
  private static final String FULL =
      """
      create function full_disk() returns trigger language plpgsql as $$
      begin
        raise exception 'could not extend file: No space left on device' using errcode = '53100';
      end $$;
      create trigger full_disk before insert on event for each statement execute function full_disk()
      """;

  private final CommandDatabase database = new CommandDatabase();
  private final History history = new History(new CounterDomain(Integer.MAX_VALUE));
  private final Sequencer one = database.sequencer();
  private final Sequencer other = database.sequencer();

  @AfterEach
  void stop() {
    one.stop();
    other.stop();
  }

  @Test
  void f30TheDiskIsFull() {
    double again;
    try (var _ = new Clients(history, Integer.MAX_VALUE, List.of(one, other))) {
      await().until(() -> history.acknowledged() >= SOME);
      database.asOwner().sql(FULL).update();
      var acknowledged = database.count("event");
      var inVain = until(count("a", 1, 9), Deadline.in(Duration.ofSeconds(2)));
      assertThatExceptionOfType(CommandRefused.class)
          .isThrownBy(() -> one.execute(inVain))
          .satisfies(e -> assertThat(e.reason()).isIn(Reason.OVERLOADED, Reason.OUTCOME_UNKNOWN));
      assertThat(database.store().readLog(0, Integer.MAX_VALUE)).hasSize((int) acknowledged);
      database.asOwner().sql("drop trigger full_disk on event").update();
      var freed = new StopWatch();
      await().until(() -> database.count("event") > acknowledged + SOME);
      again = freed.seconds();
    }
    var verdict = history.check(database.store().readLog(0, Integer.MAX_VALUE));
    System.out.println(verdict.line("F30 disk full", "appending again %.1f s".formatted(again)));
    assertThat(verdict).matches(History.Verdict::holds);
    assertThat(again).isLessThan(WITHIN_SECONDS);
  }
}
