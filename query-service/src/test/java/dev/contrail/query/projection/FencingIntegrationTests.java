package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.events.ChainedEvent;
import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.EventTopic;
import dev.contrail.query.fixture.QueryDatabase;
import dev.contrail.query.fixture.TestLog;
import dev.contrail.query.projection.CounterEvent.Raised;
import dev.contrail.query.projection.CounterEvent.Totals;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two consumers that both believe a partition is theirs: one of them was frozen and has woken. */
class FencingIntegrationTests {

  private static final EventTopic TOPIC = new EventTopic("fencing", 1, (short) 1);
  private static final TopicPartition PARTITION = new TopicPartition(TOPIC.name(), 0);

  private final QueryDatabase database = QueryDatabase.migrated("classpath:db/counter");
  private final RunnerDatabase connections = new RunnerDatabase(database.details(), 2);
  private final TestLog<CounterEvent> log = new TestLog<>(TOPIC, CounterEvent.CODEC);
  private final Totals totals = new Totals();
  private final Generation generation = new Generation("counter_total", 1);

  /** A runner with a consumer that only notes where it is told to read on. */
  private final class Contender {

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
    private final Runner runner =
        new Runner(
            new Batches(
                generation,
                new BatchTransaction<>(
                    totals,
                    generation,
                    TestLog.CELL,
                    connections.transactions(),
                    connections.jdbc()),
                new News(new Progress(), new ParkedStreams(), connections)));

    Contender() {
      consumer.assign(Set.of(PARTITION));
      runner.reads("topic-id");
      runner.onPartitionsAssigned(consumer, Set.of(PARTITION));
    }

    void receives(int fromOffset, int toOffset) {
      var records =
          IntStream.range(fromOffset, toOffset)
              .mapToObj(offset -> record(offset, log.events().get(offset)))
              .toList();
      runner.onMessage(records, consumer);
    }

    long readsOnAt() {
      return consumer.position(PARTITION);
    }
  }

  @BeforeEach
  void generation() {
    new Generations(connections.jdbc(), connections.transactions(), 1).ensure(totals);
    for (var i = 0; i < 10; i++) {
      log.append("a", new Raised("a", "red", 1));
    }
  }

  @AfterEach
  void close() {
    connections.close();
  }

  private static ConsumerRecord<String, byte[]> record(long offset, ChainedEvent event) {
    var sent = CloudEventRecords.toRecord(TOPIC, event);
    return new ConsumerRecord<>(
        TOPIC.name(),
        0,
        offset,
        0L,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        new RecordHeaders(sent.headers().toArray()),
        Optional.empty());
  }

  @Test
  void whatTheOtherHasAppliedIsNotAppliedAgain() {
    var frozen = new Contender();
    frozen.receives(0, 3);
    var successor = new Contender();
    assertThat(successor.readsOnAt()).isEqualTo(3);
    successor.receives(3, 7);

    frozen.receives(3, 5);

    assertThat(frozen.readsOnAt()).isEqualTo(7);
    assertThat(stored()).containsExactly(new Totals.Row("a", 7, 7, 7, 7));
  }

  @Test
  void afterReadingTheCursorAgainItMayGoOn() {
    var one = new Contender();
    var other = new Contender();
    one.receives(0, 4);
    other.receives(0, 4);
    other.receives(4, 6);
    one.receives(4, 10);
    one.receives(6, 10);

    assertThat(stored()).containsExactly(new Totals.Row("a", 10, 10, 10, 10));
  }

  @Test
  void aConsumerThatLostItsPartitionAppliesNothing() {
    var one = new Contender();
    one.runner.onPartitionsLost(one.consumer, List.of(PARTITION));
    one.receives(0, 4);

    assertThat(stored()).isEmpty();
  }

  private Set<Totals.Row> stored() {
    return PureFold.stored(database.asSuperuser(), totals);
  }
}
