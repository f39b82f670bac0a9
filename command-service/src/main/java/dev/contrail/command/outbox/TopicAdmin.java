package dev.contrail.command.outbox;

import dev.contrail.command.outbox.RelayRefused.Verdict;
import dev.contrail.events.EventTopic;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that the topic is there and is the one that was meant, and notices when it is another
 * one later.
 */
final class TopicAdmin implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TopicAdmin.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  private final Admin admin;
  private final EventTopic topic;
  private final long largestRecord;
  private String topicId = "";
  private long lookedAt = System.nanoTime();
  private int missing;
  private @Nullable KafkaFuture<TopicDescription> look;

  TopicAdmin(RelayKafka kafka, EventTopic topic) {
    this.admin = Admin.create(kafka.admin());
    this.topic = topic;
    this.largestRecord = kafka.largestRecord();
  }

  /**
   * Makes the topic if it is not there.
   *
   * @return Kafka's id of the topic, another one each time it is made
   * @throws RelayRefused if it has another number of partitions, or takes smaller records than
   *     events may be
   * @throws KafkaException if the broker does not answer
   */
  String ensure() {
    try {
      topicId = describe();
    } catch (UnknownTopicOrPartitionException e) {
      topicId = create();
    }
    checkSize();
    return topicId;
  }

  private void checkSize() {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    try {
      var config = get(admin.describeConfigs(List.of(resource)).all()).get(resource);
      var entry = config == null ? null : config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
      if (entry == null || entry.value() == null) {
        log.warn("topic {} does not say how large its records may be", topic.name());
      } else if (Long.parseLong(entry.value()) < largestRecord) {
        throw new RelayRefused(
            Verdict.CANNOT_PUBLISH,
            "topic %s takes records of %s bytes at most, an event may have %d with its headers: raise the topic's max.message.bytes or lower contrail.sequencer.max-event-size"
                .formatted(topic.name(), entry.value(), largestRecord));
      }
    } catch (AuthorizationException | UnsupportedVersionException e) {
      log.warn(
          "how large records of {} may be cannot be checked: {}", topic.name(), e.getMessage());
    }
  }

  /**
   * Asks the broker now and then, without waiting for it.
   *
   * @throws KafkaException if the topic has gone or was made anew since {@link #ensure}
   */
  void check() {
    if (look != null && look.isDone()) {
      var found = found(look);
      missing = found.isEmpty() ? missing + 1 : 0;
      look = null;
      // a broker that has just come up may not know the topic yet
      if (missing > 1 || !found.orElse(topicId).equals(topicId)) {
        throw new KafkaException("topic " + topic.name() + " is not the one it was");
      }
    }
    if (look == null && System.nanoTime() - lookedAt > LOOK_EVERY.toNanos()) {
      lookedAt = System.nanoTime();
      look = admin.describeTopics(List.of(topic.name())).topicNameValues().get(topic.name());
    }
  }

  /** Empty if there is no such topic; an answer that did not come says nothing. */
  private Optional<String> found(KafkaFuture<TopicDescription> answer) {
    try {
      return Optional.of(get(answer).topicId().toString());
    } catch (UnknownTopicOrPartitionException e) {
      return Optional.empty();
    } catch (KafkaException e) {
      return Optional.of(topicId);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }

  private String describe() {
    var description =
        get(admin.describeTopics(List.of(topic.name())).allTopicNames()).get(topic.name());
    if (description == null) {
      throw new UnknownTopicOrPartitionException(topic.name());
    }
    var partitions = description.partitions().size();
    if (partitions != topic.partitions()) {
      throw new RelayRefused(
          Verdict.CANNOT_PUBLISH,
          "topic %s has %d partitions, not %d: publish to a new topic, or its streams lose their order"
              .formatted(topic.name(), partitions, topic.partitions()));
    }
    return description.topicId().toString();
  }

  private String create() {
    try {
      var created = admin.createTopics(List.of(topic.toNewTopic()));
      return get(created.topicId(topic.name())).toString();
    } catch (TopicExistsException e) {
      // the other service was quicker
      return describe();
    }
  }

  private static <T> T get(KafkaFuture<T> future) {
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
