package dev.contrail.query.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of the topic, in no group, up to a ceiling in each: together with others for
 * as long as that gives what is wanted, then for itself.
 */
final class TopicReader implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final Consumer<String, byte[]> consumer;
  private final String cell;
  private final String topic;
  private final String topicId;
  private final List<TopicPartition> partitions;
  private final Map<Integer, Long> readOnAt = new HashMap<>();
  private SharedReading.@Nullable Member shared;

  /**
   * @param cell whose positions the ceiling is about
   * @param shared null if nobody else begins at the same place
   */
  TopicReader(
      Consumer<String, byte[]> consumer,
      SharedReading.@Nullable Member shared,
      String cell,
      String topic,
      String topicId,
      int partitions) {
    this.consumer = consumer;
    this.shared = shared;
    this.cell = cell;
    this.topic = topic;
    this.topicId = topicId;
    this.partitions =
        IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic, i)).toList();
    consumer.assign(this.partitions);
  }

  String topicId() {
    return topicId;
  }

  /** Reads a partition on from a cursor. */
  void seek(int partition, Cursor cursor) {
    var offset = cursor.offsetIn(topicId);
    if (offset != readOnAt.getOrDefault(partition, 0L)) {
      readAlone();
    }
    if (shared == null) {
      consumer.seek(new TopicPartition(topic, partition), offset);
    }
  }

  /**
   * What comes next, in order within each partition.
   *
   * @param open partitions to be read
   * @param ceiling for each partition the position of the last event wanted
   */
  List<Arrival> poll(Set<Integer> open, Map<Integer, Cursor> ceiling) {
    var next = shared == null || open.isEmpty() ? null : shared.next();
    if (next != null && next.stream().allMatch(arrival -> isWanted(arrival, ceiling))) {
      next.forEach(arrival -> readOnAt.put(arrival.partition(), arrival.offset() + 1));
      return next;
    }
    readAlone();
    return open.isEmpty() ? List.of() : pollAlone(open, ceiling);
  }

  private boolean isWanted(Arrival arrival, Map<Integer, Cursor> ceiling) {
    var last = ceiling.get(arrival.partition());
    return !arrival.isOf(cell) || last != null && arrival.position() <= last.position();
  }

  /** From now on, from where the others have come with us. */
  void readAlone() {
    if (shared != null) {
      shared.leave();
      shared = null;
      for (var partition : partitions) {
        consumer.seek(partition, readOnAt.getOrDefault(partition.partition(), 0L));
      }
    }
  }

  private List<Arrival> pollAlone(Set<Integer> open, Map<Integer, Cursor> ceiling) {
    pauseAllBut(open);
    var arrivals = new ArrayList<Arrival>();
    try {
      var records = consumer.poll(PATIENCE);
      for (var partition : records.partitions()) {
        var last = ceiling.get(partition.partition());
        cut(partition, records.records(partition), last == null ? 0 : last.position(), arrivals);
      }
    } catch (OffsetOutOfRangeException e) {
      consumer.seekToBeginning(e.partitions());
    }
    return arrivals;
  }

  private void cut(
      TopicPartition partition,
      List<ConsumerRecord<String, byte[]>> records,
      long last,
      List<Arrival> arrivals) {
    for (var record : records) {
      var arrival = Arrival.of(record);
      if (arrival.isOf(cell) && arrival.position() > last) {
        consumer.seek(partition, record.offset());
        return;
      }
      arrivals.add(arrival);
    }
  }

  private void pauseAllBut(Set<Integer> open) {
    var paused =
        partitions.stream()
            .filter(partition -> !open.contains(partition.partition()))
            .collect(Collectors.toSet());
    if (!paused.equals(consumer.paused())) {
      consumer.resume(partitions);
      consumer.pause(paused);
    }
  }

  @Override
  public void close() {
    if (shared != null) {
      shared.leave();
    }
    consumer.close();
  }
}
