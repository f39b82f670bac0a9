package dev.contrail.command.outbox;

import static dev.contrail.command.counter.Counters.count;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.PostgresEventStore;
import dev.contrail.command.faults.Tally;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.events.ChainedEvent;
import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.EventTopic;
import dev.contrail.events.Inbound;
import dev.contrail.servers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A topic, relays that publish to it, and what arrives there. */
final class TestRelays {

  static final String CELL = "cell-test";

  final EventTopic topic;
  final List<String> refusals = new CopyOnWriteArrayList<>();

  private final CommandDatabase database;
  private final Map<String, Object> kafka;

  TestRelays(CommandDatabase database) {
    this(database, TestServers.kafkaBootstrapServers());
  }

  TestRelays(CommandDatabase database, String bootstrapServers) {
    this(
        database,
        new EventTopic(TestServers.freshTopic("relay"), 3, (short) 1),
        Map.of("bootstrap.servers", bootstrapServers));
  }

  /**
   * @param kafka where the broker is, and who logs in there
   */
  TestRelays(CommandDatabase database, EventTopic topic, Map<String, Object> kafka) {
    this.database = database;
    this.topic = topic;
    this.kafka = Map.copyOf(kafka);
  }

  static RelaySettings settings(EventTopic topic, Delivery delivery) {
    return new RelaySettings(
        topic,
        CELL,
        delivery,
        100,
        Duration.ofMillis(5),
        Duration.ofMillis(200),
        Duration.ofMillis(100),
        Duration.ofMillis(20));
  }

  Relay start() {
    return start(Delivery.IDEMPOTENT);
  }

  Relay start(Delivery delivery) {
    return start(settings(topic, delivery), refusals::add);
  }

  Relay start(RelaySettings settings, Consumer<String> refusalListener) {
    return start(
        settings, database.relayDataSource(), database.relayConnections(), refusalListener);
  }

  Relay start(
      RelaySettings settings,
      DataSource dataSource,
      DirectConnections connections,
      Consumer<String> refusalListener) {
    var relay =
        new RelayFactory(
                new PostgresEventStore(dataSource),
                dataSource,
                connections,
                new RelayKafka(kafka, kafka, kafka, 300_000),
                refusalListener)
            .relay(settings);
    relay.start();
    return relay;
  }

  static void stop(Relay relay) {
    relay.requestStop();
    relay.awaitStop();
  }

  /** Has so many commands recorded, an event each, over 17 streams. */
  void record(Sequencer sequencer, int commands) {
    var answers =
        LongStream.range(0, commands)
            .mapToObj(i -> sequencer.submit(count("" + i % 17, 1, Integer.MAX_VALUE), 10_000))
            .toList();
    answers.forEach(answer -> answer.join());
  }

  /** What the outbox says is published, 0 before the first relay. */
  long publishedPosition() {
    return database
        .asRelay()
        .sql("select coalesce(max(position), 0) from outbox where destination = :destination")
        .param("destination", topic.name())
        .query(Long.class)
        .single();
  }

  long head() {
    return database.store().head().position();
  }

  /** As a relay's, so that one can do what a relay would do that then dies. */
  KafkaProducer<String, byte[]> producer(Delivery delivery) {
    return producer(settings(topic, delivery));
  }

  KafkaProducer<String, byte[]> producer(RelaySettings settings) {
    return new RelayKafka(kafka, kafka, kafka, 300_000).newProducer(settings);
  }

  /** Sends part of the log, rightly chained. */
  void send(KafkaProducer<String, byte[]> producer, int from, int to)
      throws ExecutionException, InterruptedException {
    var last = new PartitionScan(database.relayDataSource(), topic).upTo(from - 1).toArray();
    var known = new HashSet<Integer>(); // as a relay does: see Introductions
    for (var event : database.store().readLog(from - 1, to - from + 1)) {
      var partition = topic.partitionOf(event.streamId());
      var chained = new ChainedEvent(CELL, last[partition], event);
      var sent = producer.send(CloudEventRecords.toRecord(topic, chained));
      if (known.add(partition)) {
        sent.get();
      }
      last[partition] = event.position();
    }
  }

  /** The topic against the log's first events. */
  Tally tally(int events) {
    return tally(topic, events);
  }

  Tally tally(EventTopic of, int events) {
    return Tally.of(database.store().readLog(0, events), published(of), of);
  }

  List<ChainedEvent> published(EventTopic of) {
    var events = new ArrayList<ChainedEvent>();
    for (var record : records(of)) {
      if (CloudEventRecords.read(record) instanceof Inbound.Event(var chained)) {
        events.add(chained);
      }
    }
    return events;
  }

  /** Everything that is committed on the topic, each partition in order. */
  List<ConsumerRecord<String, byte[]>> records(EventTopic of) {
    var partitions =
        IntStream.range(0, of.partitions())
            .mapToObj(partition -> new TopicPartition(of.name(), partition))
            .toList();
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            kafka.getOrDefault("bootstrap.servers", ""),
            "isolation.level",
            "read_committed");
    try (var consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var records = new ArrayList<ConsumerRecord<String, byte[]>>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
        consumer.poll(Duration.ofMillis(100)).forEach(records::add);
      }
      return records;
    }
  }

  /** Has the broker take no larger batches. */
  void limit(int bytes) throws ExecutionException, InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    var entry = new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
    var change = new AlterConfigOp(entry, AlterConfigOp.OpType.SET);
    try (var admin = Admin.create(kafka)) {
      admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
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

  void createTopic(int partitions) {
    createTopic(new EventTopic(topic.name(), partitions, (short) 1));
  }

  void createTopic(EventTopic of) {
    create(of.toNewTopic());
  }

  /** The relays' topic, but it takes small records only. */
  void createNarrowTopic(int maxBytes) {
    create(topic.toNewTopic().configs(Map.of("max.message.bytes", "" + maxBytes)));
  }

  private void create(NewTopic wanted) {
    try (var admin = Admin.create(kafka)) {
      admin.createTopics(List.of(wanted)).all().toCompletionStage().toCompletableFuture().join();
    }
  }
}
