package dev.contrail.command.sequencer;

import static dev.contrail.command.counter.Counters.count;
import static dev.contrail.command.counter.Counters.counter;
import static dev.contrail.command.counter.Counters.keyed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.counter.CounterEvent.Counted;
import dev.contrail.command.counter.Counters;
import dev.contrail.command.counter.Counters.Count;
import dev.contrail.command.decider.CommandRejected;
import dev.contrail.command.sequencer.CommandRefused.Reason;
import dev.contrail.events.RecordedEvent;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SequencerIntegrationTests {

  private final CommandDatabase database = new CommandDatabase();
  private final Sequencer sequencer = database.sequencer();

  @AfterEach
  void stop() {
    sequencer.stop();
  }

  @Test
  void twoInstancesKeepTheLogDenseAndTheRule() throws Exception {
    var other = database.sequencer();
    var accepted = new AtomicInteger();
    // each may want a connection to read a stream with, and other tests need some too
    try (var callers = Executors.newFixedThreadPool(64)) {
      for (var i = 0; i < 1_000; i++) {
        var number = i;
        callers.submit(() -> {
          var instance = number % 2 == 0 ? sequencer : other;
          try {
            instance.execute(count("hot-" + number % 5, 1, 60));
            accepted.incrementAndGet();
          } catch (CommandRejected e) {
            assertThat(e.code()).isEqualTo("limit-reached");
          }
          return null;
        });
      }
    } finally {
      other.stop();
    }
    assertThat(accepted).hasValue(5 * 60);
    var log = log();
    assertThat(log)
        .extracting(RecordedEvent::position)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 300).boxed().toList());
    for (var i = 0; i < 5; i++) {
      var stream = "counter-hot-" + i;
      assertThat(log.stream().filter(event -> event.streamId().equals(stream)))
          .extracting(RecordedEvent::streamVersion)
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 60).boxed().toList());
    }
    assertThat(log).extracting(RecordedEvent::recordedAt).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aRepeatGetsTheSameReceiptAndHasNoEffect() {
    var commandId = UUID.randomUUID();
    var first = sequencer.execute(keyed(commandId, "a", 2));
    sequencer.execute(count("a", 1, 100));
    assertThat(sequencer.execute(keyed(commandId, "a", 2))).isEqualTo(first);
    assertThat(database.count("event")).isEqualTo(2);
  }

  @Test
  void aRepeatWithinTheSameGroupHasNoEffect() throws Exception {
    var commandId = UUID.randomUUID();
    var answers = inOneGroup(keyed(commandId, "a", 2), keyed(commandId, "a", 2));
    assertThat(answers.get(0).get()).isEqualTo(answers.get(1).get());
    assertThat(database.count("event")).isEqualTo(1);
  }

  @Test
  void anAcceptedCommandWithoutEventsIsRememberedToo() {
    var commandId = UUID.randomUUID();
    sequencer.execute(count("a", 5, 100));
    var first = sequencer.execute(keyed(commandId, "a", 0));
    sequencer.execute(count("a", 5, 100));
    assertThat(sequencer.execute(keyed(commandId, "a", 0))).isEqualTo(first);
    assertThat(first.heads().get("counter-a")).isEqualTo(new Receipt.StreamHead(1, 1));
  }

  @Test
  void aKeyIsNotForAnotherRequest() {
    var commandId = UUID.randomUUID();
    sequencer.execute(keyed(commandId, "a", 2));
    assertThat(refusal(keyed(commandId, "a", 3))).isEqualTo(Reason.KEY_REUSED);
  }

  @Test
  void aRejectedCommandMayBeTriedAgain() {
    var commandId = UUID.randomUUID();
    var rejected = Counters.submission(commandId, true, counter("a"), new Count(2, 1, ""));
    assertThatExceptionOfType(CommandRejected.class).isThrownBy(() -> sequencer.execute(rejected));
    sequencer.execute(keyed(commandId, "a", 2));
    assertThat(database.count("event")).isEqualTo(1);
  }

  @Test
  void aDecisionThatThrowsFailsAlone() throws Exception {
    var broken =
        Counters.submission(
            counter("a"),
            states -> {
              throw new IllegalStateException("a bug");
            });
    var unlinked =
        Counters.submission(
            counter("a"),
            states -> {
              throw new NoClassDefFoundError("a bug of the build");
            });
    var answers = inOneGroup(count("a", 1, 9), broken, unlinked, count("a", 1, 9));
    assertThat(answers.get(0).get().heads().get("counter-a")).isNotNull();
    for (var failed : answers.subList(1, 3)) {
      assertThat(failed)
          .failsWithin(Duration.ZERO)
          .withThrowableOfType(ExecutionException.class)
          .withCauseInstanceOf(CommandRefused.class);
    }
    assertThat(answers.get(3).get().heads()).containsValue(new Receipt.StreamHead(2, 2));
  }

  /** A thread that nothing can be thought of to end, and that says so if something does. */
  @Test
  void whoLostItsThreadSaysSoAndTakesNothing() {
    var broken = new Error("a bug of the driver");
    var mortal =
        database.sequencer(
            () ->
                (Connection)
                    Proxy.newProxyInstance(
                        Connection.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, _, _) -> {
                          throw broken;
                        }),
            CommandDatabase.SETTINGS);
    try {
      assertThat(mortal.submit(count("a", 1, 9), 0)).failsWithin(Duration.ofSeconds(10));
      Awaitility.await().until(() -> mortal.refusal().isPresent());
      assertThatExceptionOfType(CommandRefused.class)
          .isThrownBy(() -> mortal.execute(count("a", 1, 9)))
          .withMessageContaining("start this instance anew");
    } finally {
      mortal.stop();
    }
  }

  @Test
  void whatTheDatabaseRefusesFailsAlone() throws Exception {
    var unstorable =
        Counters.submission(UUID.randomUUID(), false, counter("\0"), new Count(1, 9, ""));
    var target = Target.of("counter-\0", Counters.TYPE, new Expectation.Any());
    var blind =
        Counters.submission(
            Target.fresh(target.streamId(), Counters.TYPE),
            states -> Map.of(target.streamId(), List.of(new Counted(1, ""))));
    assertThat(unstorable.targets()).isNotEmpty();
    var answers = inOneGroup(count("a", 1, 9), blind, count("b", 1, 9), count("a", 1, 9));
    assertThat(answers.get(1))
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(CommandRefused.class);
    assertThat(answers.get(3).get().heads()).containsValue(new Receipt.StreamHead(2, 3));
    assertThat(database.count("event")).isEqualTo(3);
  }

  @Test
  void anEventThatIsTooLargeIsRefused() {
    var large =
        Counters.submission(
            UUID.randomUUID(), false, counter("a"), new Count(1, 9, "ü".repeat(5_000)));
    assertThat(refusal(large)).isEqualTo(Reason.TOO_LARGE);
  }

  @Test
  void aStreamThatIsNotAsExpectedIsLeftAlone() {
    sequencer.execute(count("a", 1, 9));
    for (var wrong : List.of(new Expectation.Version(2), new Expectation.Absent())) {
      var target = Target.of("counter-a", Counters.TYPE, wrong);
      assertThat(
              refusal(Counters.submission(UUID.randomUUID(), false, target, new Count(1, 9, ""))))
          .isEqualTo(Reason.PRECONDITION_FAILED);
    }
    var right = Target.of("counter-a", Counters.TYPE, new Expectation.Version(1));
    sequencer.execute(Counters.submission(UUID.randomUUID(), false, right, new Count(1, 9, "")));
    assertThat(database.count("event")).isEqualTo(2);
  }

  @Test
  void aLostConnectionLosesAndDoublesNothing() throws Exception {
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var killer =
          callers.submit(() -> {
            for (var kills = 0; kills < 10; ) {
              kills +=
                  database
                      .asSuperuser()
                      .sql(
                          """
                          select count(pg_terminate_backend(pid)) from pg_stat_activity
                          where application_name = 'contrail-sequencer'
                            and datname = current_database() and state <> 'idle'
                          """)
                      .query(Integer.class)
                      .single();
            }
            return null;
          });
      var answers = new ArrayList<java.util.concurrent.Future<Receipt>>();
      while (!killer.isDone()) {
        for (var i = 0; i < 20; i++) {
          answers.add(callers.submit(() -> sequencer.execute(count("a", 1, Integer.MAX_VALUE))));
        }
        answers.getLast().get();
      }
      killer.get();
      for (var answer : answers) {
        answer.get();
      }
      assertThat(database.count("event")).isEqualTo(answers.size());
    }
  }

  @Test
  void aLogThatWentBackIsRefusedUntilItIsReleased() {
    sequencer.execute(count("a", 1, 9));
    sequencer.execute(count("a", 1, 9));
    database.tamper("delete from event where position = 2");
    assertThat(refusal(count("a", 1, 9))).isEqualTo(Reason.LOG_REFUSED);
    assertThat(sequencer.refusal()).isPresent();
    sequencer.release();
    assertThat(sequencer.execute(count("a", 1, 9)).heads())
        .containsValue(new Receipt.StreamHead(2, 2));
  }

  @Test
  void moreThanTheQueueHoldsIsRefusedAtOnce() throws Exception {
    var gate = new CountDownLatch(1);
    var settings = new SequencerSettings(2, 1, 100, 10_000, java.time.Duration.ofMillis(500), 100);
    var small =
        database.sequencer(
            () -> {
              await(gate);
              return database.connections().forAppending();
            },
            settings);
    try {
      var answers = new ArrayList<CompletableFuture<Receipt>>();
      var refused = 0;
      for (var i = 0; i < 10; i++) {
        try {
          answers.add(small.submit(count("a", 1, 99), 0));
        } catch (CommandRefused e) {
          assertThat(e.reason()).isEqualTo(Reason.OVERLOADED);
          refused++;
        }
      }
      assertThat(refused).isGreaterThanOrEqualTo(7);
      gate.countDown();
      for (var answer : answers) {
        answer.get();
      }
      assertThat(database.count("event")).isEqualTo(answers.size());
    } finally {
      gate.countDown();
      small.stop();
    }
  }

  @Test
  void stoppingAnswersWhatWasAccepted() {
    var answers =
        IntStream.range(0, 200).mapToObj(i -> sequencer.submit(count("a", 1, 999), 0)).toList();
    sequencer.stop();
    assertThat(answers).allSatisfy(answer -> assertThat(answer).isCompleted());
    assertThat(refusal(count("a", 1, 999))).isEqualTo(Reason.OVERLOADED);
  }

  /** Submits all while the sequencer is held up, so that they meet in one transaction. */
  private List<CompletableFuture<Receipt>> inOneGroup(Submission... commands) throws Exception {
    var entered = new CountDownLatch(1);
    var gate = new CountDownLatch(1);
    var blocker =
        sequencer.submit(
            Counters.submission(
                counter("blocker"),
                states -> {
                  entered.countDown();
                  await(gate);
                  return Map.of();
                }),
            0);
    entered.await();
    var answers = new ArrayList<CompletableFuture<Receipt>>();
    for (var command : commands) {
      answers.add(sequencer.submit(command, 0));
    }
    gate.countDown();
    blocker.get();
    CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .exceptionally(e -> null)
        .get();
    return answers;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Reason refusal(Submission command) {
    return catchThrowableOfType(CommandRefused.class, () -> sequencer.execute(command)).reason();
  }

  private List<RecordedEvent> log() {
    return database.store().readLog(0, 10_000);
  }
}
