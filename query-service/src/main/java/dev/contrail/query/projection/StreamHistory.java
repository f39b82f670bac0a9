package dev.contrail.query.projection;

import dev.contrail.events.EventTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The events of one stream, picked out of its partition of the topic. Used by one thread. */
final class StreamHistory implements AutoCloseable {

  private static final Duration WAIT = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Consumer<String, byte[]> consumer;
  private final String cell;
  private final String topicId;
  private final String streamId;
  private final TopicPartition partition;
  private final TreeMap<Long, Arrival> events = new TreeMap<>();

  /**
   * @param consumer is closed with this
   */
  StreamHistory(
      Consumer<String, byte[]> consumer,
      String cell,
      EventTopic topic,
      String topicId,
      String streamId) {
    this.consumer = consumer;
    this.cell = cell;
    this.topicId = topicId;
    this.streamId = streamId;
    this.partition = new TopicPartition(topic.name(), topic.partitionOf(streamId));
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(consumer.assignment());
  }

  String streamId() {
    return streamId;
  }

  int partition() {
    return partition.partition();
  }

  /**
   * Reads on to where a cursor stands.
   *
   * @throws IllegalStateException if the topic does not give more
   */
  void readTo(Cursor cursor) {
    if (!topicId.equals(cursor.topicId())) {
      throw new IllegalStateException("Nothing has been read of this topic yet: try again.");
    }
    var heard = System.nanoTime();
    while (consumer.position(partition) < cursor.nextOffset()) {
      var records = consumer.poll(WAIT);
      if (!records.isEmpty()) {
        heard = System.nanoTime();
      } else if (System.nanoTime() - heard > PATIENCE.toNanos()) {
        throw new IllegalStateException("The topic cannot be read now: try again.");
      }
      for (var record : records) {
        if (streamId.equals(record.key())) {
          keep(Arrival.of(record));
        }
      }
    }
  }

  private void keep(Arrival arrival) {
    if (arrival.isOf(cell)) {
      events.putIfAbsent(arrival.position(), arrival);
    }
  }

  /**
   * All there were up to a position, each once, in order.
   *
   * @throws IllegalStateException if one is missing, or there is none
   */
  List<Arrival> upTo(long position) {
    var history = new ArrayList<>(events.headMap(position, true).values());
    if (history.isEmpty()) {
      throw new IllegalStateException("There is no event of stream " + streamId + " yet.");
    }
    for (var i = 0; i < history.size(); i++) {
      if (history.get(i).event().streamVersion() != i + 1) {
        throw new IllegalStateException(
            "Version %d of stream %s is missing in the topic.".formatted(i + 1, streamId));
      }
    }
    return history;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
