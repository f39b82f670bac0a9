package dev.contrail.query.projection;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Looks into the topic here and there, in no group. Used by one thread. */
final class TopicProbe implements AutoCloseable {

  private static final Duration WAIT = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Consumer<String, byte[]> consumer;
  private final String cell;
  private final String topic;

  /**
   * @param consumer is closed with this
   */
  TopicProbe(Consumer<String, byte[]> consumer, String cell, String topic) {
    this.consumer = consumer;
    this.cell = cell;
    this.topic = topic;
  }

  /** When the oldest event behind these cursors was recorded, null if there is none. */
  @Nullable Instant oldest(String topicId, Map<Integer, Cursor> cursors) {
    var waiting = new HashMap<TopicPartition, Cursor>();
    cursors.forEach((partition, at) -> waiting.put(new TopicPartition(topic, partition), at));
    if (!consumer.assignment().equals(waiting.keySet())) {
      consumer.assign(List.copyOf(waiting.keySet()));
    }
    var ends = consumer.endOffsets(waiting.keySet());
    waiting.forEach((partition, at) -> consumer.seek(partition, at.offsetIn(topicId)));
    waiting.entrySet().removeIf(one -> one.getValue().offsetIn(topicId) >= end(ends, one.getKey()));
    readOnly(waiting.keySet());
    Instant oldest = null;
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!waiting.isEmpty() && System.nanoTime() < deadline) {
      var records = consumer.poll(WAIT);
      for (var partition : List.copyOf(waiting.keySet())) {
        var found = first(records.records(partition), waiting.get(partition));
        if (found != null && (oldest == null || found.isBefore(oldest))) {
          oldest = found;
        }
        if (found != null || consumer.position(partition) >= end(ends, partition)) {
          waiting.remove(partition);
        }
      }
      readOnly(waiting.keySet());
    }
    return oldest;
  }

  private void readOnly(Set<TopicPartition> partitions) {
    consumer.pause(consumer.assignment());
    consumer.resume(partitions);
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }

  /** Of the first event behind the cursor: repeats and what is no event of ours wait for nobody. */
  private @Nullable Instant first(
      List<ConsumerRecord<String, byte[]>> records, @Nullable Cursor cursor) {
    for (var record : records) {
      var arrival = Arrival.of(record);
      if (cursor != null && arrival.isOf(cell) && arrival.position() > cursor.position()) {
        return arrival.event().recordedAt();
      }
    }
    return null;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
