package dev.contrail.command.sequencer;

import static dev.contrail.command.counter.Counters.count;
import static dev.contrail.command.counter.Counters.counter;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.counter.CounterEvent.Counted;
import dev.contrail.command.counter.Counters;
import dev.contrail.command.counter.Counters.Count;
import dev.contrail.command.faults.CounterDomain;
import dev.contrail.command.faults.History;
import dev.contrail.command.faults.StopWatch;
import dev.contrail.events.Metadata;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Fault 4 of docs/guarantees.md: an instance stands still while it holds the log. To the server, a
 * decision that does not end looks like a process that was stopped: a session idle in its
 * transaction. Cure: idle_in_transaction_session_timeout on the sequencer's connection.
 */
@Execution(ExecutionMode.CONCURRENT)
class FrozenSequencerIntegrationTests {

  private static final int WITHIN_SECONDS = 12;

  private final CommandDatabase database = new CommandDatabase();
  private final Sequencer frozen = database.sequencer();
  private final Sequencer other = database.sequencer();
  private final History history = new History(new CounterDomain(Integer.MAX_VALUE));
  private final CountDownLatch holdsTheLog = new CountDownLatch(1);
  private final CountDownLatch woken = new CountDownLatch(1);
  private final AtomicBoolean frozenOnce = new AtomicBoolean();

  @AfterEach
  void stop() {
    woken.countDown();
    frozen.stop();
    other.stop();
  }

  @Test
  void f04AnInstanceIsFrozenWhileItHoldsTheLog() throws Exception {
    var commandId = UUID.randomUUID();
    var held = frozen.submit(freezing(commandId), 0);
    var behind = frozen.submit(noted("behind"), 0);
    holdsTheLog.await();
    var watch = new StopWatch();
    acknowledge("other", other.submit(noted("other"), 0));
    var again = watch.seconds();
    // the client of the frozen instance has given up and asks the other one
    acknowledge("held", other.submit(freezing(commandId), 0));
    woken.countDown();
    acknowledge("held", held);
    acknowledge("behind", behind);
    var verdict = history.check(database.store().readLog(0, 100));
    System.out.println(
        verdict.line(
            "F04 instance frozen with the log", "appending again %.1f s".formatted(again)));
    assertThat(verdict).matches(History.Verdict::holds);
    assertThat(verdict.acknowledged()).isEqualTo(3);
    assertThat(again).isLessThan(WITHIN_SECONDS);
  }

  @Test
  void anInstanceThatWasFrozenGoesOnByItself() throws Exception {
    var held = frozen.submit(freezing(UUID.randomUUID()), 0);
    holdsTheLog.await();
    other.execute(count("a", 1, 9));
    woken.countDown();
    assertThat(held.get().heads()).containsValue(new Receipt.StreamHead(1, 2));
    assertThat(frozen.execute(count("a", 1, 9)).heads())
        .containsValue(new Receipt.StreamHead(2, 3));
  }

  /** Stands still when it is decided first; the other instance has no reason to. */
  private Submission freezing(UUID commandId) {
    var target = counter("frozen");
    return new Submission(
        commandId,
        true,
        new byte[0],
        "Freeze",
        Metadata.of("tester"),
        List.of(target),
        states -> {
          if (!frozenOnce.getAndSet(true)) {
            holdsTheLog.countDown();
            awaitWoken();
          }
          return Map.of(target.streamId(), List.of(new Counted(1, "held")));
        },
        Counters.count("a", 1, 1).deadline());
  }

  private void awaitWoken() {
    try {
      woken.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Submission noted(String note) {
    return Counters.submission(
        UUID.randomUUID(), true, counter("a"), new Count(1, Integer.MAX_VALUE, note));
  }

  private void acknowledge(String intention, CompletableFuture<Receipt> answer) throws Exception {
    history.acknowledged(intention, answer.get().events().getFirst().position());
  }
}
