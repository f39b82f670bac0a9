package dev.contrail.query.projection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * Runs one generation of one projection: what its consumers read is applied batch by batch, and
 * where they read on is what the database says, never what Kafka remembers. Called by the threads
 * of the consumers, each for its own partitions.
 */
final class Runner
    implements BatchConsumerAwareMessageListener<String, byte[]>, ConsumerAwareRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(Runner.class);

  private final Batches batches;
  private final Map<Integer, Consumer<?, ?>> readers = new ConcurrentHashMap<>();
  private volatile String topicId = "";

  Runner(Batches batches) {
    this.batches = batches;
  }

  Generation generation() {
    return batches.generation();
  }

  RunnerStatus status() {
    return batches.status();
  }

  /** The partitions this runner has now and where it stands in them. */
  Map<Integer, PartitionState> states() {
    return batches.states();
  }

  /** Says which topic is read from now on; called while no consumer runs. */
  void reads(String currentTopicId) {
    topicId = currentTopicId;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<Integer, Cursor> cursors;
    try {
      cursors = partitions.isEmpty() ? Map.of() : batches.cursors();
    } catch (RuntimeException e) {
      // whatever is read meanwhile is not applied: its batch asks the database again
      log.warn("{}: cannot read where to begin: {}", generation().fullName(), e.toString());
      cursors = Map.of();
    }
    for (var partition : partitions) {
      var cursor = cursors.get(partition.partition());
      var state = cursor == null ? PartitionState.UNKNOWN : PartitionState.at(cursor);
      readers.compute(
          partition.partition(),
          (number, _) -> {
            batches.begin(number, state);
            return consumer;
          });
      seek(consumer, partition, state);
    }
    status().assigned();
  }

  private void seek(Consumer<?, ?> consumer, TopicPartition partition, PartitionState state) {
    consumer.seek(partition, Math.max(0, state.cursor().offsetIn(topicId)));
  }

  /** Who learns late that he has lost one may find that it is read by another of this instance. */
  @Override
  public void onPartitionsRevokedBeforeCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    for (var partition : partitions) {
      readers.computeIfPresent(
          partition.partition(),
          (number, reader) -> {
            if (reader != consumer) {
              return reader;
            }
            batches.end(number);
            return null;
          });
    }
  }

  @Override
  public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    onPartitionsRevokedBeforeCommit(consumer, partitions);
  }

  /**
   * Applies a batch.
   *
   * @throws RuntimeException if it could not be done now; the same records are to be given again
   */
  @Override
  public void onMessage(
      List<ConsumerRecord<String, byte[]>> records, @Nullable Consumer<?, ?> consumer) {
    try {
      apply(records, Objects.requireNonNull(consumer));
      status().succeeded();
    } catch (DroppedGenerationException e) {
      status().failed(e); // the next look at the generations stops this runner
    } catch (RuntimeException | Error e) {
      if (status().failed(e)) {
        log.error("{}: cannot apply events now, trying again", generation().fullName(), e);
      }
      throw e;
    }
  }

  private void apply(List<ConsumerRecord<String, byte[]>> records, Consumer<?, ?> consumer) {
    var moved = batches.apply(topicId, records);
    if (!moved.isEmpty()) {
      var states = batches.states();
      var topic = records.getFirst().topic();
      for (var partition : moved) {
        var state = states.get(partition);
        if (state != null) {
          seek(consumer, new TopicPartition(topic, partition), state);
        }
      }
    }
  }
}
