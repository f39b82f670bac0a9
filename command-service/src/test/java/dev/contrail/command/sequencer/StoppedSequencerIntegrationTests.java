package dev.contrail.command.sequencer;

import static dev.contrail.command.counter.Counters.counter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.counter.Counters;
import dev.contrail.command.counter.Counters.Count;
import dev.contrail.command.faults.CounterDomain;
import dev.contrail.command.faults.History;
import dev.contrail.command.faults.StopWatch;
import dev.contrail.servers.JavaProcess;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Fault 4 of docs/guarantees.md with a process that is stopped. Cure:
 * idle_in_transaction_session_timeout on the sequencer's connection.
 */
@Tag("long")
class StoppedSequencerIntegrationTests {

  private static final int STOPPED_SECONDS = 60;
  private static final int WITHIN_SECONDS = 15;

  private final CommandDatabase database = new CommandDatabase();
  private final History history = new History(new CounterDomain(Integer.MAX_VALUE));

  @Test
  void f04AProcessIsStoppedWhileItHoldsTheLog() {
    var other = database.sequencer();
    var child = start();
    double again;
    try {
      await().until(() -> history.acknowledged() > 20);
      await().until(() -> stopsWithTheLog(child));
      var watch = new StopWatch();
      count(other, "first");
      again = watch.seconds();
      for (var i = 0; watch.seconds() < STOPPED_SECONDS; i++) {
        count(other, "other-" + i);
      }
      child.thaw();
      var woken = history.acknowledged();
      await().until(() -> history.acknowledged() > woken + 20);
    } finally {
      child.kill();
      other.stop();
    }
    var verdict = history.check(database.store().readLog(0, Integer.MAX_VALUE));
    System.out.println(
        verdict.line(
            "F04 process stopped with the log for %d s".formatted(STOPPED_SECONDS),
            "appending again %.1f s".formatted(again)));
    assertThat(verdict).matches(History.Verdict::holds);
    assertThat(again).isLessThan(WITHIN_SECONDS);
  }

  /** Stops it, and lets it go on if it did not hold the log just then. */
  private boolean stopsWithTheLog(JavaProcess child) {
    child.freeze();
    var holds =
        database
            .asSuperuser()
            .sql(
                """
                select count(*) from pg_locks l join pg_stat_activity a using (pid)
                where l.locktype = 'advisory' and l.granted and a.state = 'idle in transaction'
                  and a.application_name = 'contrail-sequencer' and a.datname = current_database()
                """)
            .query(Integer.class)
            .single();
    if (holds == 0) {
      child.thaw();
    }
    return holds > 0;
  }

  private void count(Sequencer other, String note) {
    var receipt =
        other.execute(
            Counters.submission(
                UUID.randomUUID(), true, counter("a"), new Count(1, Integer.MAX_VALUE, note)));
    history.acknowledged(note, receipt.events().getFirst().position());
  }

  private JavaProcess start() {
    var connections = database.connections();
    var child =
        JavaProcess.start(
            JavaProcess.builder(
                    128,
                    SequencerProcess.class.getName(),
                    connections.url(),
                    connections.user(),
                    connections.password())
                .redirectError(ProcessBuilder.Redirect.DISCARD));
    child.listen(line -> {
      var words = line.split(" ");
      if (words.length == 2 && words[0].startsWith("stopped-")) {
        history.acknowledged(words[0], Long.parseLong(words[1]));
      }
    });
    return child;
  }
}
