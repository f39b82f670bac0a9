package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.query.fixture.QueryDatabase;
import dev.contrail.query.fixture.TestLog;
import dev.contrail.query.fixture.TestTopic;
import dev.contrail.query.projection.CounterEvent.Raised;
import dev.contrail.query.projection.CounterEvent.Totals;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ThrowingRunnable;

/** A log of counters with a topic and a database of its own, on which instances can be started. */
record CounterWorld(
    TestTopic topic,
    QueryDatabase database,
    TestLog<CounterEvent> log,
    List<Projection<?, ?, ?>> projections)
    implements AutoCloseable {

  static final int PARTITIONS = 3;

  static CounterWorld fresh() {
    var topic = new TestTopic(PARTITIONS);
    return new CounterWorld(
        topic,
        QueryDatabase.migrated("classpath:db/counter"),
        new TestLog<>(topic.topic(), CounterEvent.CODEC),
        List.of(new CounterEvent.Totals(), new CounterEvent.Marks(), new CounterEvent.Colours()));
  }

  Instance start() {
    return new Instance(database, topic.topic(), projections).started();
  }

  /** The same with another version of one of the projections. */
  Instance start(Projection<?, ?, ?> changed) {
    var all =
        projections.stream().map(one -> one.name().equals(changed.name()) ? changed : one).toList();
    return new Instance(database, topic.topic(), List.copyOf(all)).started();
  }

  static void eventually(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(90)).untilAsserted(assertion);
  }

  void assertEqualsTheFold() {
    for (var projection : projections) {
      assertThat(PureFold.stored(database.asSuperuser(), projection))
          .as(projection.name())
          .isEqualTo(PureFold.rows(projection, log.events()));
    }
  }

  /** A counter whose events are in this partition. */
  String counterOf(int partition) {
    for (var name = 'a'; name <= 'z'; name++) {
      if (topic.topic().partitionOf(String.valueOf(name)) == partition) {
        return String.valueOf(name);
      }
    }
    throw new IllegalStateException("no counter for partition " + partition);
  }

  void raise(String counter, int by) {
    log.append(counter, new Raised(counter, "red", by));
  }

  /** Publishes what the log has after so many events. */
  void publishAfter(int events) {
    topic.publish(log.events().subList(events, log.events().size()));
  }

  /** What the read table says, 0 if it does not know the counter. */
  long total(String counter) {
    return PureFold.stored(database.asSuperuser(), new Totals()).stream()
        .filter(row -> row.counter().equals(counter))
        .mapToLong(Totals.Row::total)
        .sum();
  }

  @Override
  public void close() {
    topic.close();
  }
}
