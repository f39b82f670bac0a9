package dev.contrail.query.projection;

import dev.contrail.query.projection.Reach.Ends;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
    var found = new HashMap<>(ends.offsets());
    var open = new HashMap<TopicPartition, Long>();
    from.forEach((partition, offset) -> {
      if (offset < ends.offsets().getOrDefault(partition, 0L)) {
        open.put(new TopicPartition(topic, partition), offset);
      }
    });
    if (open.isEmpty()) {
      return ends;
    }
    try (var consumer = consumers.get()) {
      consumer.assign(open.keySet());
      open.forEach(consumer::seek);
      var deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!open.isEmpty() && System.nanoTime() < deadline) {
        open.keySet().removeAll(consumer.poll(POLL).partitions());
        open.entrySet()
            .removeIf(entry -> {
              var partition = entry.getKey();
              var onlyMarks =
                  consumer.position(partition)
                      >= ends.offsets().getOrDefault(partition.partition(), 0L);
              if (onlyMarks) {
                found.put(partition.partition(), entry.getValue());
              }
              return onlyMarks;
            });
      }
    } catch (KafkaException e) {
      return ends; // it is asked again
    }
    return new Ends(ends.topicId(), found);
  }
}
