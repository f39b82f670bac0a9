package dev.contrail.query.projection;

import static java.util.Objects.requireNonNull;

import dev.contrail.events.EventTopic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks at the topic, and makes it if it is not there. It is made here and not by Spring's
 * KafkaAdmin because that one would add partitions to a topic that has fewer than configured.
 */
final class TopicWatch implements AutoCloseable {

  private static final long TIMEOUT_SECONDS = 5;

  /**
   * What is seen.
   *
   * @param topicId another one if the topic was deleted and made again
   * @param ends for each partition the offset of the next record
   */
  record Sight(String topicId, int partitions, Map<Integer, Long> ends) {

    /** Records between a cursor and the end of its partition. */
    long lag(int partition, Cursor cursor) {
      return Math.max(0, ends.getOrDefault(partition, 0L) - Math.max(0, cursor.offsetIn(topicId)));
    }
  }

  private final Admin admin;
  private final EventTopic topic;

  /**
   * @param client is closed with this
   */
  TopicWatch(Admin client, EventTopic topic) {
    this.admin = client;
    this.topic = topic;
  }

  /** How many partitions the topic has to have. */
  int partitions() {
    return topic.partitions();
  }

  /**
   * @throws ExecutionException or TimeoutException if the broker cannot be asked now
   */
  Sight look() throws InterruptedException, ExecutionException, TimeoutException {
    var description = describe();
    var partitions =
        IntStream.range(0, description.partitions().size())
            .mapToObj(partition -> new TopicPartition(topic.name(), partition))
            .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
    var ends = admin.listOffsets(partitions).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    return new Sight(
        description.topicId().toString(),
        description.partitions().size(),
        ends.entrySet().stream()
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().partition(), entry -> entry.getValue().offset())));
  }

  private TopicDescription describe()
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return described();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
      create();
      return described();
    }
  }

  private TopicDescription described()
      throws InterruptedException, ExecutionException, TimeoutException {
    var descriptions = admin.describeTopics(List.of(topic.name())).allTopicNames();
    return requireNonNull(
        descriptions.get(TIMEOUT_SECONDS, TimeUnit.SECONDS).get(topic.name()), topic.name());
  }

  private void create() throws InterruptedException, ExecutionException, TimeoutException {
    try {
      admin.createTopics(List.of(topic.toNewTopic())).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO); // nobody waits for an answer any more
  }
}
