package dev.contrail.command.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.faults.Clients;
import dev.contrail.command.faults.CommitCutter;
import dev.contrail.command.faults.CommitCutter.Moment;
import dev.contrail.command.faults.CounterDomain;
import dev.contrail.command.faults.History;
import dev.contrail.command.faults.StopWatch;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fault 6 of docs/guarantees.md. Cure: a group whose connection broke is decided again, and the log
 * is asked which of its commands are recorded already.
 */
class CutCommitIntegrationTests {

  private static final long SEED = 6;
  private static final int LIMIT = Integer.MAX_VALUE;

  private final CommandDatabase database = new CommandDatabase();

  @Test
  void f06TheConnectionIsCutDuringCommits() {
    cut(20);
  }

  @Test
  @Tag("long")
  void f06TheConnectionIsCutDuringManyCommits() {
    cut(200);
  }

  private void cut(int times) {
    var history = new History(new CounterDomain(LIMIT));
    var random = new Random(SEED);
    var slowest = 0.0;
    try (var link = new CommitCutter(database.connections())) {
      var cut = database.sequencer(link.connections()::forAppending, CommandDatabase.SETTINGS);
      var sound = database.sequencer();
      try (var clients = new Clients(history, LIMIT, List.of(cut, sound))) {
        for (var i = 1; i <= times; i++) {
          var number = i;
          var progress = history.acknowledged() + 1 + random.nextInt(50);
          await().until(() -> history.acknowledged() >= progress);
          var watch = new StopWatch();
          link.cutNext(random.nextBoolean() ? Moment.values()[0] : Moment.values()[1]);
          await().until(() -> link.cuts() == number);
          slowest = Math.max(slowest, watch.seconds());
        }
        assertThat(clients.refused()).isZero();
      } finally {
        cut.stop();
        sound.stop();
      }
    }
    var verdict = history.check(database.store().readLog(0, Integer.MAX_VALUE));
    System.out.println(
        verdict.line(
            "F06 connection cut during COMMIT %d times, seed %d".formatted(times, SEED),
            "refused 0 | cut within %.1f s".formatted(slowest)));
    assertThat(verdict).matches(History.Verdict::holds);
  }
}
