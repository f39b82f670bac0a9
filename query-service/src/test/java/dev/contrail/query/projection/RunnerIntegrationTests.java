package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.contrail.events.EventTopic;
import dev.contrail.query.fixture.QueryDatabase;
import dev.contrail.query.fixture.TestLog;
import dev.contrail.query.fixture.TestTopic;
import dev.contrail.query.projection.CounterEvent.Cleared;
import dev.contrail.query.projection.CounterEvent.Raised;
import dev.contrail.query.projection.CounterEvent.Totals;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole instances on a real topic and a real database. */
class RunnerIntegrationTests {

  private static final int PARTITIONS = 3;

  private final TestTopic topic = new TestTopic(PARTITIONS);
  private final QueryDatabase database = QueryDatabase.migrated("classpath:db/counter");
  private final TestLog<CounterEvent> log = new TestLog<>(topic.topic(), CounterEvent.CODEC);
  private final List<Projection<?, ?, ?>> all =
      List.of(new CounterEvent.Totals(), new CounterEvent.Marks(), new CounterEvent.Colours());

  @AfterEach
  void close() {
    topic.close();
  }

  private Instance start() {
    return new Instance(database, topic.topic(), all).started();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
  }

  private void assertEqualsTheFold() {
    for (var projection : all) {
      assertThat(PureFold.stored(database.asSuperuser(), projection))
          .as(projection.name())
          .isEqualTo(PureFold.rows(projection, log.events()));
    }
  }

  /** Counters "a", "b" … each in a partition of its own. */
  private String counterOf(int partition) {
    for (var name = 'a'; name <= 'z'; name++) {
      if (topic.topic().partitionOf(String.valueOf(name)) == partition) {
        return String.valueOf(name);
      }
    }
    throw new IllegalStateException("no counter for partition " + partition);
  }

  private void raise(String counter, int by) {
    log.append(counter, new Raised(counter, "red", by));
  }

  @Test
  void everyRowIsTheFoldOfTheLogWhateverIsRepeatedAndWhoeverReads() {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var totals = new HashMap<String, Long>();
    for (var i = 0; i < 2_000; i++) {
      append(random, totals);
    }
    try (var one = start()) {
      topic.publish(log.events().subList(0, 500));
      eventually(() -> assertThat(one.progress.highest("counter_total")).isGreaterThan(400));
      try (var two = start()) {
        topic.publish(log.events().subList(200, 1_500)); // a relay that goes back, as one may
        eventually(() -> assertThat(two.projections.isAssigned()).isTrue());
      }
      topic.publish(log.events().subList(1_200, 2_000));
      eventually(this::assertEqualsTheFold);
      assertThat(one.health()).contains("UP");
    }
  }

  private void append(Random random, Map<String, Long> totals) {
    var counter = "counter-" + random.nextInt(40);
    var colour = List.of("red", "green", "blue").get(counter.length() % 3);
    if (random.nextInt(10) == 0) {
      log.append(counter, new Cleared(counter, colour, totals.getOrDefault(counter, 0L)));
      totals.remove(counter);
    } else {
      var by = random.nextInt(100);
      log.append(counter, new Raised(counter, colour, by));
      totals.merge(counter, (long) by, Long::sum);
    }
  }

  @Test
  void aRestartReadsOn() {
    var counter = counterOf(0);
    raise(counter, 1);
    topic.publish(log.events());
    try (var instance = start()) {
      eventually(() -> assertThat(instance.progress.highest("colour_total")).isEqualTo(1));
    }
    raise(counter, 2);
    topic.publish(log.events().getLast());
    try (var instance = start()) {
      eventually(this::assertEqualsTheFold);
      var applied =
          instance.projections.runners().stream().map(r -> r.status().events()).distinct().toList();
      assertThat(applied).containsExactly(1L);
    }
  }

  @Test
  void nothingBehindAHoleIsAppliedUntilItIsPublishedAgain() {
    var torn = counterOf(0);
    var whole = counterOf(1);
    raise(torn, 1);
    raise(torn, 10); // goes missing
    raise(torn, 100);
    raise(whole, 1);
    try (var instance = start()) {
      topic.publish(log.events().get(0), log.events().get(2), log.events().get(3));
      eventually(() -> assertThat(instance.health()).contains("DOWN", "holes", "found=3"));
      eventually(() -> assertThat(total(whole)).isEqualTo(1));
      assertThat(total(torn)).isEqualTo(1);

      topic.publish(log.events().subList(1, 3));
      eventually(this::assertEqualsTheFold);
      eventually(() -> assertThat(instance.health()).contains("UP"));
    }
  }

  @Test
  void aHoleIsStillThereAfterARestart() {
    var torn = counterOf(0);
    raise(torn, 1);
    raise(torn, 10);
    raise(torn, 100);
    topic.publish(log.events().get(0), log.events().get(2));
    try (var instance = start()) {
      eventually(() -> assertThat(instance.health()).contains("holes"));
    }
    topic.publish(log.events().get(1)); // without what follows it, which is there already
    topic.publish(log.events().get(2));
    try (var _ = start()) {
      eventually(this::assertEqualsTheFold);
    }
  }

  private long total(String counter) {
    return PureFold.stored(database.asSuperuser(), new Totals()).stream()
        .filter(row -> row.counter().equals(counter))
        .map(Totals.Row::total)
        .max(Comparator.naturalOrder())
        .orElse(0L);
  }

  @Test
  void foreignBytesBlockNothing() {
    var counter = counterOf(0);
    raise(counter, 1);
    raise(counter, 2);
    topic.publish(log.events().getFirst());
    topic.publishForeign(counter, "{}");
    topic.publishForeign(counter, "\u0000");
    topic.publish(log.events().getLast());
    try (var instance = start()) {
      eventually(this::assertEqualsTheFold);
      eventually(() -> assertThat(instance.health()).contains("UP"));
      assertThat(instance.projections.runners()).allMatch(r -> r.status().foreign() == 2);
    }
  }

  @Test
  void anEventThatCannotBeAppliedStopsItsPartitionOfThatProjectionOnly() {
    var bad = counterOf(0);
    var good = counterOf(1);
    raise(bad, 1);
    raise(bad, Totals.POISON);
    raise(bad, 2);
    raise(good, 1);
    topic.publish(log.events());
    try (var instance = start()) {
      eventually(() -> assertThat(total(good)).isEqualTo(1));
      eventually(() ->
          assertThat(instance.health())
              .contains("DOWN", "position=2", "counter-raised v1", "ArithmeticException"));
      assertThat(total(bad)).isEqualTo(1);
      eventually(() -> assertThat(instance.progress.highest("colour_total")).isEqualTo(4));
    }
  }

  @Test
  void aRowThatTheDatabaseRefusesStopsItsPartitionOnly() {
    var bad = counterOf(0);
    var good = counterOf(1);
    raise(good, 1);
    raise(bad, 1);
    raise(bad, 1_000_000); // breaks a check of the table
    raise(bad, 2);
    raise(good, 2);
    topic.publish(log.events());
    try (var instance = start()) {
      eventually(() -> assertThat(total(good)).isEqualTo(3));
      eventually(() -> assertThat(instance.health()).contains("DOWN", "position=3"));
      assertThat(total(bad)).isEqualTo(1);
    }
  }

  @Test
  void connectionsThatAreCutAreMadeAgain() {
    var counter = counterOf(0);
    try (var instance = start()) {
      for (var i = 1; i <= 20; i++) {
        raise(counter, i);
        topic.publish(log.events().getLast());
        database
            .asSuperuser()
            .sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = :user")
            .param("user", database.database().service().user())
            .query((_, _) -> true)
            .list();
      }
      eventually(this::assertEqualsTheFold);
      eventually(() -> assertThat(instance.health()).contains("UP"));
    }
  }

  @Test
  void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
    var counter = counterOf(0);
    raise(counter, 1);
    raise(counter, 2);
    topic.publish(log.events());
    try (var _ = start()) {
      eventually(this::assertEqualsTheFold);
      topic.delete();
      await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(this::createdOrThere);
      raise(counter, 3);
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .untilAsserted(() -> topic.publish(log.events()));
      eventually(this::assertEqualsTheFold);
    }
  }

  private boolean createdOrThere() {
    try {
      topic.create();
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage()).contains("TopicExists");
    }
    return true;
  }

  @Test
  void aTopicWithAnotherNumberOfPartitionsIsRefused() {
    var configured = new EventTopic(topic.topic().name(), PARTITIONS + 1, (short) 1);
    try (var instance = new Instance(database, configured, all)) {
      assertThatIllegalStateException()
          .isThrownBy(instance::started)
          .withMessageContaining("3 partitions")
          .withMessageContaining("says 4");
    }
  }

  @Test
  void tablesMadeForAnotherNumberOfPartitionsAreRefused() {
    start().close();
    var configured = new EventTopic("another", PARTITIONS + 1, (short) 1);
    try (var instance = new Instance(database, configured, all)) {
      assertThatIllegalStateException()
          .isThrownBy(instance::started)
          .withMessageContaining("counter_total_g1")
          .withMessageContaining("3 partitions");
    }
  }
}
