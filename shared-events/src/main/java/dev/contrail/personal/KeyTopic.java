package dev.contrail.personal;

import dev.contrail.events.EventTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * The topic that carries the keys of persons to the query side: beside that of the events, in one
 * partition, compacted, so that of a destroyed key only its end is left.
 */
public record KeyTopic(String name, short replicas) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long a key that was destroyed may be left in the topic, once something follows it. */
  private static final Duration COMPACTED_WITHIN = Duration.ofHours(1);

  public static KeyTopic beside(EventTopic events) {
    return new KeyTopic(events.name() + ".keys", events.replicas());
  }

  NewTopic toNewTopic() {
    var lag = Long.toString(COMPACTED_WITHIN.toMillis());
    return new NewTopic(name, 1, replicas)
        .configs(
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, lag,
                TopicConfig.SEGMENT_MS_CONFIG, lag));
  }

  /**
   * Makes the topic if it is not there.
   *
   * @return Kafka's id of the topic, another one each time it is made
   * @throws KafkaException if the broker does not answer
   */
  public String ensure(Admin admin) {
    var id = find(admin);
    if (id != null) {
      return id;
    }
    try {
      get(admin.createTopics(List.of(toNewTopic())).all());
    } catch (TopicExistsException e) {
      // the other service was quicker
    }
    var made = find(admin);
    if (made == null) {
      throw new KafkaException("topic " + name + " is not there yet");
    }
    return made;
  }

  private @Nullable String find(Admin admin) {
    try {
      var described = get(admin.describeTopics(List.of(name)).allTopicNames()).get(name);
      return described == null ? null : described.topicId().toString();
    } catch (UnknownTopicOrPartitionException e) {
      return null;
    }
  }

  private static <T extends @Nullable Object> T get(org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("the broker does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
