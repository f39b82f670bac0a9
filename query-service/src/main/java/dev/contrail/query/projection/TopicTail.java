package dev.contrail.query.projection;

import dev.contrail.query.projection.Reach.Ends;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells records from what else takes offsets in a topic: where the relay sends in transactions,
 * their marks stand behind the last record, and no reader ever gets to the end.
 */
final class TopicTail {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Supplier<Consumer<String, byte[]>> consumers;
  private final String topic;

  /**
   * @param consumers in no group
   */
  TopicTail(Supplier<Consumer<String, byte[]>> consumers, String topic) {
    this.consumers = consumers;
    this.topic = topic;
  }

  /**
   * The ends without what follows the last records, as far as that can be seen.
   *
   * @param from for each partition an offset, up to which it has been read
   */
  Ends withoutMarks(Ends ends, Map<Integer, Long> from) {
    var unread = new HashMap<TopicPartition, Long>();
    from.forEach((partition, offset) -> {
      if (offset < ends.offsets().getOrDefault(partition, 0L)) {
        unread.put(new TopicPartition(topic, partition), offset);
      }
    });
    if (unread.isEmpty()) {
      return ends;
    }
    try (var consumer = consumers.get()) {
      consumer.assign(unread.keySet());
      unread.forEach(consumer::seek);
      var offsets = new HashMap<>(ends.offsets());
      for (var partition : onlyMarks(consumer, ends)) {
        offsets.merge(partition.partition(), unread.getOrDefault(partition, 0L), Math::min);
      }
      return new Ends(ends.topicId(), offsets);
    } catch (KafkaException e) {
      return ends; // it is asked again
    }
  }

  /** The consumer's partitions in which it gets to the end without a record. */
  private static Set<TopicPartition> onlyMarks(Consumer<String, byte[]> consumer, Ends ends) {
    var open = new HashSet<>(consumer.assignment());
    var found = new HashSet<TopicPartition>();
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      open.removeAll(consumer.poll(POLL).partitions());
      for (var partition : open) {
        if (consumer.position(partition)
            >= ends.offsets().getOrDefault(partition.partition(), 0L)) {
          found.add(partition);
        }
      }
      open.removeAll(found);
    }
    return found;
  }
}
