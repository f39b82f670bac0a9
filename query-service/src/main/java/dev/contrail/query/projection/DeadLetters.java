package dev.contrail.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.contrail.query.projection.DeadLetterTable.DeadLetter;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records that are no events of ours to a topic of their own, each at least once, with its
 * reason and where it was found.
 */
final class DeadLetters implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);
  private static final int AT_ONCE = 100;
  private static final long TIMEOUT_SECONDS = 5;

  private final DeadLetterTable table;
  private final Map<String, Object> admin;
  private final Map<String, Object> properties;
  private final ContrailSettings.Topic topic;
  private final AtomicBoolean sending = new AtomicBoolean();
  private final Lock working = new ReentrantLock();
  private volatile boolean closed;
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
    this.properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_SECONDS * 1_000);
    this.topic = topic;
  }

  /** The topic they go to. */
  String topicName() {
    return topic.name() + ".dead-letters";
  }

  /** Sends those that wait, in a thread of its own: whoever calls does not wait for the broker. */
  void sendSoon() {
    if (!closed && sending.compareAndSet(false, true)) {
      Thread.ofVirtual().name("dead-letters").start(this::sendNow);
    }
  }

  private void sendNow() {
    working.lock();
    try {
      if (!closed) {
        send();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) { // they wait in the table
      log.warn("cannot send dead letters now: {}", e.toString());
    } finally {
      working.unlock();
      sending.set(false);
    }
  }

  private void send() throws InterruptedException, ExecutionException, TimeoutException {
    var acknowledged = new LinkedHashMap<DeadLetter, Future<RecordMetadata>>();
    for (var letter : table.unsent(AT_ONCE)) {
      acknowledged.put(letter, producer().send(record(letter)));
    }
    for (var one : acknowledged.entrySet()) {
      settle(one.getKey(), one.getValue());
    }
  }

  /** One that the broker will not take, for example because it is too large, goes to the end. */
  private void settle(DeadLetter letter, Future<RecordMetadata> acknowledged)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      acknowledged.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
      table.sent(letter);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException) {
        throw e;
      }
      table.failed(letter, String.valueOf(e.getCause()));
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
    var client = Admin.create(admin);
    try {
      client
          .createTopics(List.of(new NewTopic(topicName(), 1, topic.replicas())))
          .all()
          .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    } finally {
      client.close(Duration.ZERO);
    }
  }

  /** Waits for what is being sent, but not for ever: what has not arrived stays in its table. */
  @Override
  public void close() {
    closed = true;
    working.lock();
    try {
      if (producer != null) {
        producer.close(Duration.ofSeconds(TIMEOUT_SECONDS));
      }
    } finally {
      working.unlock();
    }
  }
}
