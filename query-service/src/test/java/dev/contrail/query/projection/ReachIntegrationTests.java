package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.events.ChainedEvent;
import dev.contrail.events.CloudEventRecords;
import dev.contrail.servers.TestServers;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whether all that is on the topic has been applied. */
class ReachIntegrationTests {

  private final ReadWorld world = new ReadWorld(new CounterEvent.Totals());

  @AfterEach
  void close() {
    world.close();
  }

  private void publishInTransaction(ChainedEvent event) {
    var topic = world.counters().topic().topic();
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers",
            TestServers.kafkaBootstrapServers(),
            "transactional.id",
            topic.name());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(CloudEventRecords.toRecord(topic, event));
      producer.commitTransaction();
    }
  }

  /** Red if the marks of transactions, which no cursor passes, are taken for records. */
  @Test
  void marksOfTransactionsAreNoRecords() throws Exception {
    world.start();
    publishInTransaction(world.raise(1));
    eventually(world.counters()::assertEqualsTheFold);
    world.stop();
    var reach = world.reach();
    var ends = reach.ends().orElseThrow();
    var standing = reach.of("counter_total");
    assertThat(standing.hasReached(ends)).isFalse();
    assertThat(standing.hasReached(reach.withoutMarks(ends, standing))).isTrue();

    publishInTransaction(world.raise(1));
    var later = reach.ends().orElseThrow();
    assertThat(standing.hasReached(reach.withoutMarks(later, standing))).isFalse();
  }
}
