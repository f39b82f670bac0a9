package dev.contrail.command.sequencer;

import static dev.contrail.command.counter.Counters.counter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.counter.CounterEvent;
import dev.contrail.command.counter.CounterEvent.Counted;
import dev.contrail.command.counter.Counters;
import dev.contrail.command.decider.CommandRejected;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Fault 23 of docs/guarantees.md: several streams in one decision. Cure: what others have recorded
 * in any of them is read under the log's lock.
 */
class SeveralStreamsIntegrationTests {

  private static final int RACERS = 16;
  private static final int ROUNDS = 1_000;

  private final CommandDatabase database = new CommandDatabase();
  private final Sequencer sequencer = database.sequencer();
  private final Sequencer other = database.sequencer();

  @AfterEach
  void stop() {
    sequencer.stop();
    other.stop();
  }

  @Test
  void f23OfSixteenRacersExactlyOneWinsEachRound() {
    for (var round = 0; round < ROUNDS; round++) {
      var answers = new ArrayList<CompletableFuture<Receipt>>();
      for (var racer = 0; racer < RACERS; racer++) {
        var instance = racer % 2 == 0 ? sequencer : other;
        answers.add(instance.submit(takeAll("r" + round + "-a", "r" + round + "-b"), 10_000));
      }
      assertThat(answers.stream().filter(SeveralStreamsIntegrationTests::won)).hasSize(1);
    }
    var events = database.count("event");
    System.out.printf(
        "F23 %d racers for two streams | one winner in %d/%d rounds | lost %d | doubled 0%n",
        RACERS, ROUNDS, ROUNDS, 2L * ROUNDS - events);
    assertThat(events).isEqualTo(2L * ROUNDS);
  }

  @Test
  void disjointStreamsNeverConflict() {
    var answers = new ArrayList<CompletableFuture<Receipt>>();
    for (var i = 0; i < RACERS * 20; i++) {
      var instance = i % 2 == 0 ? sequencer : other;
      answers.add(instance.submit(takeAll("d" + i + "-a", "d" + i + "-b"), 10_000));
    }
    assertThat(answers).allMatch(SeveralStreamsIntegrationTests::won);
  }

  @Test
  void allEventsOfADecisionStandTogetherOrNotAtAll() {
    sequencer.execute(takeAll("x"));
    assertThat(won(sequencer.submit(takeAll("y", "x", "z"), 0))).isFalse();
    assertThat(database.count("event")).isEqualTo(1);
    var receipt = sequencer.execute(takeAll("y", "z"));
    assertThat(receipt.events()).extracting(e -> e.position()).containsExactly(2L, 3L);
    assertThat(receipt.events()).extracting(e -> e.commandIndex()).containsExactly(0, 1);
  }

  @Test
  void aDecisionMayLookAtStreamsThatOnlyItsStatesName() {
    sequencer.execute(Counters.count("first", 3, 9));
    var first = counter("first");
    var receipt =
        sequencer.execute(
            Counters.submission(
                List.of(first),
                states -> {
                  var second = counter("second-" + states.of(first));
                  var third = counter("third-" + states.of(second));
                  states.of(third);
                  return Map.of(third.streamId(), List.of(new Counted(1, "")));
                }));
    assertThat(receipt.heads()).containsOnlyKeys("counter-third-0");
  }

  @Test
  void aDecisionThatLooksFurtherKeepsItsPlace() {
    var first = counter("first");
    var answers = new ArrayList<CompletableFuture<Receipt>>();
    for (var round = 0; round < 50; round++) {
      var second = counter("second-" + round);
      answers.add(
          sequencer.submit(
              Counters.submission(
                  List.of(first),
                  states -> {
                    states.of(second);
                    return Map.of(first.streamId(), List.of(new Counted(1, "looked")));
                  }),
              10_000));
      answers.add(sequencer.submit(Counters.count("first", 1, 999), 10_000));
    }
    var versions =
        answers.stream().map(answer -> answer.join().heads().values().iterator().next().version());
    assertThat(versions).containsExactlyElementsOf(LongStream.rangeClosed(1, 100).boxed().toList());
  }

  @Test
  void aStreamThatCannotBeReadNowMayBeTriedAgain() {
    var away = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/away");
    var blind = database.sequencerReading(away);
    try {
      var further =
          Counters.submission(
              Target.fresh("counter-known", Counters.TYPE),
              states -> Map.of("counter-known", List.of(states.of(counter("further")))));
      assertThatExceptionOfType(CommandRefused.class)
          .isThrownBy(() -> blind.execute(further))
          .matches(refused -> refused.reason() == CommandRefused.Reason.OVERLOADED);
      assertThat(blind.submit(takeAll("known"), 0)).succeedsWithin(Duration.ofSeconds(10));
    } finally {
      blind.stop();
    }
  }

  /**
   * Nobody else appends meanwhile, so the log must not be held for a round trip each. Cure: they
   * are read together, those that are in the cache as well, for others may have gone on.
   */
  @Test
  void furtherStreamsAreReadTogetherHoweverManyTheyAre() {
    var further = IntStream.range(0, 300).mapToObj(i -> counter("many-" + i)).toList();
    var connections = new CountedConnections(database.dataSource());
    var counted = database.sequencerReading(connections);
    try {
      further.forEach(target ->
          sequencer.execute(
              Counters.submission(
                  target, states -> Map.of(target.streamId(), List.of(new Counted(1, ""))))));
      assertThat(counted.execute(sumOf(further)).heads()).containsKey("counter-sum-300");
      assertThat(connections.opened()).as("cold").isLessThan(10);

      sequencer.execute(Counters.count("many-7", 5, 999));
      var before = connections.opened();
      assertThat(counted.execute(sumOf(further)).heads()).containsKey("counter-sum-305");
      assertThat(connections.opened() - before).as("cached").isLessThan(5);
    } finally {
      counted.stop();
    }
  }

  /** Records what the counters amount to in a stream that is named after the sum. */
  private static Submission sumOf(List<Target<Integer, CounterEvent>> counters) {
    return Counters.submission(
        List.of(counter("asked")),
        states -> {
          var sum = states.all(counters).stream().mapToInt(Integer::intValue).sum();
          var told = counter("sum-" + sum);
          states.of(told);
          return Map.of(told.streamId(), List.of(new Counted(1, "")));
        });
  }

  private static final class CountedConnections extends DelegatingDataSource {

    private final AtomicInteger opened = new AtomicInteger();

    CountedConnections(DataSource dataSource) {
      super(dataSource);
    }

    int opened() {
      return opened.get();
    }

    @Override
    public Connection getConnection() throws SQLException {
      opened.incrementAndGet();
      return super.getConnection();
    }
  }

  private static Submission takeAll(String... ids) {
    var targets = new ArrayList<Target<Integer, CounterEvent>>();
    for (var id : ids) {
      // nothing is loaded beforehand: what counts is what is read under the lock
      targets.add(Target.fresh(counter(id).streamId(), Counters.TYPE));
    }
    return Counters.submission(
        List.copyOf(targets),
        states -> {
          if (states.all(targets).stream().anyMatch(count -> count > 0)) {
            throw CommandRejected.because("taken", "Somebody was faster.");
          }
          var events = new LinkedHashMap<String, List<CounterEvent>>();
          targets.forEach(target -> events.put(target.streamId(), List.of(new Counted(1, ""))));
          return events;
        });
  }

  private static boolean won(CompletableFuture<Receipt> answer) {
    try {
      answer.join();
      return true;
    } catch (CompletionException e) {
      assertThat(e.getCause()).isInstanceOf(CommandRejected.class);
      return false;
    }
  }
}
