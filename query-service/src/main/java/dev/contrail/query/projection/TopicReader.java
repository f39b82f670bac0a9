package dev.contrail.query.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Reads all partitions of the topic for itself, in no group, up to a ceiling in each. */
final class TopicReader implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final Consumer<String, byte[]> consumer;
  private final String cell;
  private final String topic;
  private final String topicId;
  private final List<TopicPartition> partitions;

  /**
   * @param cell whose positions the ceiling is about
   */
  TopicReader(
      Consumer<String, byte[]> consumer,
      String cell,
      String topic,
      String topicId,
      int partitions) {
    this.consumer = consumer;
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
    consumer.seek(new TopicPartition(topic, partition), cursor.offsetIn(topicId));
  }

  /**
   * What comes next, in order within each partition.
   *
   * @param open partitions to be read
   * @param ceiling for each partition the position of the last event wanted
   */
  List<Arrival> poll(Set<Integer> open, Map<Integer, Cursor> ceiling) {
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
    consumer.close();
  }
}
