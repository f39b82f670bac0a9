package dev.contrail.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topic that carries a cell's log. Its number of partitions is fixed when it is made: another
 * number would send a stream's next event to another partition, and its order would be lost.
 *
 * @param name for example {@code contrail.events}
 * @param partitions at least 1, the same in both services
 * @param replicas copies of each partition, 1 on a single broker
 */
public record EventTopic(String name, int partitions, short replicas) {

  /** The partition of a stream's events: Kafka's own default for the stream id as key. */
  public int partitionOf(String streamId) {
    return BuiltInPartitioner.partitionForKey(streamId.getBytes(UTF_8), partitions);
  }

  /**
   * What to ask the broker for: nothing is ever deleted, and records keep the time at which the
   * broker got them, so that republished old events are not taken for expired ones.
   */
  public NewTopic toNewTopic() {
    return new NewTopic(name, partitions, replicas)
        .configs(
            Map.of(
                TopicConfig.RETENTION_MS_CONFIG, "-1",
                TopicConfig.RETENTION_BYTES_CONFIG, "-1",
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));
  }
}
