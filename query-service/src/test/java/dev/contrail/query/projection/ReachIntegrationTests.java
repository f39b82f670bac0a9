package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.events.CloudEventRecords;
import dev.contrail.servers.TestServers;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Whether all that is on the topic has been applied. */
class ReachIntegrationTests {

  private static final Map<String, Object> BROKER =
      Map.of("bootstrap.servers", TestServers.kafkaBootstrapServers());

  private final CounterWorld world = CounterWorld.fresh();

  @AfterEach
  void close() {
    world.close();
  }

  private Reach reach(TopicWatch watch) {
    var login = world.database().details();
    var jdbc =
        new JdbcTemplate(
            new DriverManagerDataSource(
                login.getJdbcUrl(), login.getUsername(), login.getPassword()));
    var tail =
        new TopicTail(
            () ->
                new KafkaConsumer<>(
                    Map.of(
                        "bootstrap.servers", TestServers.kafkaBootstrapServers(),
                        "isolation.level", "read_committed"),
                    new StringDeserializer(),
                    new ByteArrayDeserializer()),
            world.topic().topic().name());
    return new Reach(jdbc, watch, tail);
  }

  private void publishLastInTransaction() {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers",
            TestServers.kafkaBootstrapServers(),
            "transactional.id",
            world.topic().topic().name());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(
          CloudEventRecords.toRecord(world.topic().topic(), world.log().events().getLast()));
      producer.commitTransaction();
    }
  }

  /** Red if the marks of transactions, which no cursor passes, are taken for records. */
  @Test
  void marksOfTransactionsAreNoRecords() throws Exception {
    var counter = world.counterOf(1);
    try (var watch = new TopicWatch(Admin.create(BROKER), world.topic().topic())) {
      var reach = reach(watch);
      try (var _ = world.start()) {
        world.raise(counter, 1);
        publishLastInTransaction();
        eventually(world::assertEqualsTheFold);
      }
      var ends = reach.ends().orElseThrow();
      var standing = reach.of("counter_total");
      assertThat(standing.hasReached(ends)).isFalse();
      assertThat(standing.hasReached(reach.withoutMarks(ends, standing))).isTrue();

      world.raise(counter, 2);
      publishLastInTransaction();
      var later = reach.ends().orElseThrow();
      assertThat(standing.hasReached(reach.withoutMarks(later, standing))).isFalse();
    }
  }
}
