package com.example.flights.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning, as somebody would who has only the broker. */
final class TopicRecords {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicRecords() {}

  /** So many records, and all that are there by then. */
  static List<ConsumerRecord<String, byte[]>> read(
      String kafka, String topic, int partitions, int wanted) {
    var records = new ArrayList<ConsumerRecord<String, byte[]>>();
    var settings = Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var all = IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic, i)).toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      var end = System.nanoTime() + LIMIT.toNanos();
      while (records.size() < wanted || isBeforeTheEnd(consumer)) {
        if (System.nanoTime() > end) {
          throw new AssertionError("only %d of %d records".formatted(records.size(), wanted));
        }
        consumer.poll(POLL).forEach(records::add);
      }
    }
    return records;
  }

  private static boolean isBeforeTheEnd(KafkaConsumer<?, ?> consumer) {
    return consumer.endOffsets(consumer.assignment()).entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
  }
}
