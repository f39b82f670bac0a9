package dev.contrail.command.outbox;

import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.EventTopic;
import dev.contrail.events.Inbound;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the ends of the topic's partitions, from the end backwards in growing steps, until each
 * reaches what the outbox knows to have been acknowledged, or the partition's beginning.
 */
final class TopicTails {

  private static final long FIRST_STEP = 256;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final EventTopic topic;
  private final String cell;
  private final Map<String, Object> properties;

  TopicTails(EventTopic topic, String cell, Map<String, Object> consumerProperties) {
    this.topic = topic;
    this.cell = cell;
    this.properties = new HashMap<>(consumerProperties);
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    properties.remove(ConsumerConfig.GROUP_ID_CONFIG);
  }

  /**
   * For each partition, its tail, down to the acknowledged position or the beginning.
   *
   * @throws org.apache.kafka.common.KafkaException if the broker does not answer, or the topic is
   *     made anew meanwhile
   */
  List<PartitionTail> read(PartitionPositions acknowledged) {
    var partitions =
        IntStream.range(0, topic.partitions())
            .mapToObj(partition -> new TopicPartition(topic.name(), partition))
            .toList();
    var tails = new HashMap<TopicPartition, PartitionTail>();
    try (var consumer = new KafkaConsumer<String, byte[]>(properties)) {
      var ends = consumer.endOffsets(partitions);
      var beginnings = consumer.beginningOffsets(partitions);
      Set<TopicPartition> open = new HashSet<>(partitions);
      for (var step = FIRST_STEP; !open.isEmpty(); step *= 8) {
        var from = new HashMap<TopicPartition, Long>();
        for (var partition : open) {
          var beginning = offset(beginnings, partition);
          from.put(partition, Math.max(beginning, offset(ends, partition) - step));
        }
        tails.putAll(read(consumer, from, ends, acknowledged));
        open.removeIf(partition ->
            offset(from, partition) == offset(beginnings, partition)
                || tail(tails, partition).reachesBack());
      }
    }
    return partitions.stream().map(partition -> tail(tails, partition)).toList();
  }

  private Map<TopicPartition, PartitionTail> read(
      KafkaConsumer<String, byte[]> consumer,
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> ends,
      PartitionPositions acknowledged) {
    var tails = new HashMap<TopicPartition, PartitionTail>();
    for (var partition : from.keySet()) {
      tails.put(partition, new PartitionTail(acknowledged.of(partition.partition())));
    }
    consumer.assign(from.keySet());
    from.forEach(consumer::seek);
    var progress = System.nanoTime();
    while (behind(consumer, from.keySet(), ends)) {
      var records = consumer.poll(POLL);
      if (!records.isEmpty()) {
        progress = System.nanoTime();
      } else if (System.nanoTime() - progress > PATIENCE.toNanos()) {
        throw new TimeoutException("the end of the topic cannot be read");
      }
      for (var record : records) {
        if (CloudEventRecords.read(record) instanceof Inbound.Event(var chained)
            && chained.cell().equals(cell)) {
          tail(tails, new TopicPartition(record.topic(), record.partition())).add(chained);
        }
      }
    }
    return tails;
  }

  private static boolean behind(
      KafkaConsumer<String, byte[]> consumer,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    return partitions.stream()
        .anyMatch(partition -> consumer.position(partition) < offset(ends, partition));
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
    return java.util.Objects.requireNonNull(offsets.get(partition));
  }

  private static PartitionTail tail(
      Map<TopicPartition, PartitionTail> tails, TopicPartition partition) {
    return java.util.Objects.requireNonNull(tails.get(partition));
  }
}
