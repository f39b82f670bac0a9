package dev.contrail.query.personal;

import dev.contrail.personal.KeyRecord;
import dev.contrail.personal.KeyTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the topic of keys into the table, in every instance: each hears for itself what was
 * destroyed.
 */
final class KeyFollower implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(KeyFollower.class);

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

  private final KeyTopic topic;
  private final KeyTable table;
  private final KeyRing ring;
  private final Map<String, Object> consumer;
  private final Map<String, Object> admin;
  private final CountDownLatch stopping = new CountDownLatch(1);

  /** The topic that is read, by Kafka's id, and how far; of the thread alone. */
  private String reads = "";

  private long offset;
  private final Thread thread = Thread.ofPlatform().daemon().name("keys").unstarted(this::run);

  /**
   * @param consumer the application's own consumer settings
   * @param admin the application's own admin settings
   */
  KeyFollower(
      KeyTopic topic,
      KeyTable table,
      KeyRing ring,
      Map<String, Object> consumer,
      Map<String, Object> admin) {
    this.topic = topic;
    this.table = table;
    this.ring = ring;
    this.consumer = new HashMap<>(consumer);
    this.consumer.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.consumer.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    this.consumer.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    this.consumer.remove(ConsumerConfig.GROUP_ID_CONFIG);
    this.admin = Map.copyOf(admin);
  }

  private void run() {
    var failing = false;
    while (isRunning()) {
      // whatever it is: without keys nothing personal can be shown
      try (var asking = Admin.create(admin);
          var reading =
              new KafkaConsumer<>(
                  consumer, new StringDeserializer(), new ByteArrayDeserializer())) {
        follow(reading, asking, topic.ensure(asking));
        failing = false;
      } catch (RuntimeException e) {
        if (!failing && isRunning()) {
          log.warn("keys of persons cannot be read now, trying again: {}", e.toString());
        }
        failing = true;
        heedOthers();
        pause();
      }
    }
  }

  /** What other instances, which can read the topic, have put into the table meanwhile. */
  private void heedOthers() {
    try {
      var now = table.nextOffset(topic.name(), reads);
      if (now != offset || reads.isEmpty()) {
        offset = now;
        ring.startAnew();
      }
    } catch (RuntimeException e) {
      log.debug("the table of keys cannot be read either", e);
    }
  }

  /** Until it is to stop, or the topic is another one. */
  private void follow(KafkaConsumer<String, byte[]> reading, Admin asking, String topicId) {
    var partition = new TopicPartition(topic.name(), 0);
    reading.assign(List.of(partition));
    reads = topicId;
    offset = table.nextOffset(topic.name(), topicId);
    reading.seek(partition, offset);
    ring.startAnew(); // other instances may have moved the cursor on while this one failed
    var lookedAt = System.nanoTime();
    var heard = 0L;
    while (isRunning()) {
      var waits = ring.waits();
      var end = waits == heard ? 0 : end(reading, partition);
      var read = new ArrayList<KeyRecord>();
      var records = reading.poll(POLL);
      records.forEach(record -> KeyRecord.read(record).ifPresent(read::add));
      if (!records.isEmpty()) {
        offset = reading.position(partition);
        table.put(read, topic.name(), topicId, offset);
        ring.arrived(read);
      }
      if (waits != heard && reading.position(partition) >= end) {
        heard = waits;
        ring.heard(waits);
      }
      if (System.nanoTime() - lookedAt > LOOK_EVERY.toNanos()) {
        lookedAt = System.nanoTime();
        if (!topic.ensure(asking).equals(topicId)) {
          return;
        }
      }
    }
  }

  private static long end(KafkaConsumer<?, ?> reading, TopicPartition partition) {
    return Objects.requireNonNull(
        reading.endOffsets(List.of(partition), PATIENCE).get(partition), "the end of the topic");
  }

  private void pause() {
    try {
      stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() {
    stopping.countDown();
    try {
      thread.join(STOP_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return stopping.getCount() > 0 && thread.isAlive();
  }

  /** Before requests are served, and until they are all answered. */
  @Override
  public int getPhase() {
    return 0;
  }
}
