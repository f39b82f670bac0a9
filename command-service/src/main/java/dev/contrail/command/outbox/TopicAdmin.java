package dev.contrail.command.outbox;

import dev.contrail.command.outbox.RelayRefused.Verdict;
import dev.contrail.events.EventTopic;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes sure that the topic is there and is the one that was meant. */
final class TopicAdmin {

  private final Map<String, Object> properties;

  TopicAdmin(Map<String, Object> properties) {
    this.properties = properties;
  }

  /**
   * Makes the topic if it is not there.
   *
   * @return Kafka's id of the topic, another one each time it is made
   * @throws RelayRefused if it has another number of partitions
   * @throws KafkaException if the broker does not answer
   */
  String ensure(EventTopic topic) {
    try (var admin = Admin.create(properties)) {
      try {
        return describe(admin, topic);
      } catch (UnknownTopicOrPartitionException e) {
        create(admin, topic);
        return describe(admin, topic);
      }
    }
  }

  private static String describe(Admin admin, EventTopic topic) {
    var description =
        get(admin.describeTopics(List.of(topic.name())).allTopicNames()).get(topic.name());
    if (description == null) {
      throw new UnknownTopicOrPartitionException(topic.name());
    }
    var partitions = description.partitions().size();
    if (partitions != topic.partitions()) {
      throw new RelayRefused(
          Verdict.TOPIC_UNUSABLE,
          "topic %s has %d partitions, not %d: publish to a new topic, or its streams lose their order"
              .formatted(topic.name(), partitions, topic.partitions()));
    }
    return description.topicId().toString();
  }

  private static void create(Admin admin, EventTopic topic) {
    try {
      get(admin.createTopics(List.of(topic.toNewTopic())).all());
    } catch (TopicExistsException e) {
      // the other service was quicker
    }
  }

  private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
