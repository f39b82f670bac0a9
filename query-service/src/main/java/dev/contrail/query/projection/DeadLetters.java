package dev.contrail.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.contrail.query.projection.DeadLetterTable.DeadLetter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records that are no events of ours to a topic of their own, each at least once, with its
 * reason and where it was found. Used by one thread.
 */
final class DeadLetters implements AutoCloseable {

  private static final int AT_ONCE = 100;
  private static final long TIMEOUT_SECONDS = 5;

  private final DeadLetterTable table;
  private final Map<String, Object> admin;
  private final Map<String, Object> properties;
  private final ContrailSettings.Topic topic;
  private @Nullable KafkaProducer<byte[], byte[]> producer;

  /**
   * @param admin where Kafka is, for making the topic when it is first needed
   * @param properties the same for sending
   * @param topic in which they are found
   */
  DeadLetters(
      RunnerDatabase database,
      Map<String, Object> admin,
      Map<String, Object> properties,
      ContrailSettings.Topic topic) {
    this.table = new DeadLetterTable(database.jdbc());
    this.admin = admin;
    this.properties = new HashMap<>(properties);
    this.properties.put(ProducerConfig.ACKS_CONFIG, "all");
    this.topic = topic;
  }

  /** The topic they go to. */
  String topicName() {
    return topic.name() + ".dead-letters";
  }

  /**
   * Sends those that wait.
   *
   * @throws ExecutionException or TimeoutException if the broker does not take them now
   */
  void send() throws InterruptedException, ExecutionException, TimeoutException {
    var letters = table.unsent(AT_ONCE);
    if (letters.isEmpty()) {
      return;
    }
    var sending = producer();
    var acknowledged = new ArrayList<Future<RecordMetadata>>();
    for (var letter : letters) {
      acknowledged.add(sending.send(record(letter)));
    }
    for (var i = 0; i < letters.size(); i++) {
      acknowledged.get(i).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      table.sent(letters.get(i));
    }
  }

  private ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
    var record =
        new ProducerRecord<byte[], byte[]>(
            topicName(),
            null,
            letter.key(),
            letter.value(),
            StoredRecord.headers(letter.headers()));
    record
        .headers()
        .add("contrail_reason", letter.reason().getBytes(UTF_8))
        .add("contrail_topic", topic.name().getBytes(UTF_8))
        .add("contrail_partition", Integer.toString(letter.partition()).getBytes(UTF_8))
        .add("contrail_offset", Long.toString(letter.offset()).getBytes(UTF_8));
    return record;
  }

  private KafkaProducer<byte[], byte[]> producer()
      throws InterruptedException, ExecutionException, TimeoutException {
    if (producer == null) {
      createTopic();
      producer =
          new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
    return producer;
  }

  private void createTopic() throws InterruptedException, ExecutionException, TimeoutException {
    try (var client = Admin.create(admin)) {
      client
          .createTopics(List.of(new NewTopic(topicName(), 1, topic.replicas())))
          .all()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
    }
  }
}
