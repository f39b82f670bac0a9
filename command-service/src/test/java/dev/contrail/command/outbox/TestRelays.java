package dev.contrail.command.outbox;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.events.ChainedEvent;
import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.EventTopic;
import dev.contrail.events.Inbound;
import dev.contrail.servers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic, relays that publish to it, and what arrives there. */
final class TestRelays {

  static final String CELL = "cell-test";

  final EventTopic topic = new EventTopic(TestServers.freshTopic("relay"), 3, (short) 1);
  final List<String> refusals = new CopyOnWriteArrayList<>();

  private final CommandDatabase database;
  private final Map<String, Object> kafka =
      Map.of("bootstrap.servers", TestServers.kafkaBootstrapServers());

  TestRelays(CommandDatabase database) {
    this.database = database;
  }

  Relay start() {
    var relay =
        new Relay(
            database.store(),
            database.dataSource(),
            database.connections(),
            new RelayKafka(kafka, kafka, kafka),
            new RelaySettings(
                topic,
                CELL,
                100,
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                Duration.ofMillis(20)),
            refusals::add);
    relay.start();
    return relay;
  }

  /** Everything on the topic, each partition in order. */
  List<ChainedEvent> published() {
    var partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(partition -> new TopicPartition(topic.name(), partition))
            .toList();
    try (var consumer =
        new KafkaConsumer<>(kafka, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var events = new ArrayList<ChainedEvent>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          if (CloudEventRecords.read(record) instanceof Inbound.Event(var chained)) {
            events.add(chained);
          }
        }
      }
      return events;
    }
  }

  void deleteTopic() throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(kafka)) {
      admin.deleteTopics(List.of(topic.name())).all().get();
      while (admin.listTopics().names().get().contains(topic.name())) {
        Thread.onSpinWait();
      }
    }
  }

  void createTopic(int partitions) throws ExecutionException, InterruptedException {
    try (var admin = Admin.create(kafka)) {
      admin
          .createTopics(List.of(new EventTopic(topic.name(), partitions, (short) 1).toNewTopic()))
          .all()
          .get();
    }
  }
}
