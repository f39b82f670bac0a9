package dev.contrail.query.projection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
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

  private final Generation generation;
  private final BatchTransaction<?, ?, ?> transaction;
  private final Progress progress;
  private final Alarm alarm;
  private final RunnerStatus status = new RunnerStatus();
  private final Map<Integer, PartitionState> states = new ConcurrentHashMap<>();
  private volatile String topicId = "";

  Runner(Generation generation, BatchTransaction<?, ?, ?> transaction, Progress progress) {
    this.generation = generation;
    this.transaction = transaction;
    this.progress = progress;
    this.alarm = new Alarm(generation);
  }

  Generation generation() {
    return generation;
  }

  RunnerStatus status() {
    return status;
  }

  /** The partitions this runner has now and where it stands in them. */
  Map<Integer, PartitionState> states() {
    return new TreeMap<>(states);
  }

  /** Says which topic is read from now on; called while no consumer runs. */
  void reads(String currentTopicId) {
    topicId = currentTopicId;
  }

  String topicId() {
    return topicId;
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    Map<Integer, Cursor> cursors;
    try {
      cursors = partitions.isEmpty() ? Map.of() : transaction.cursors();
      progress.advanced(generation, cursors);
    } catch (RuntimeException e) {
      // whatever is read meanwhile is not applied: its batch asks the database again
      log.warn("{}: cannot read where to begin: {}", generation.fullName(), e.toString());
      cursors = Map.of();
    }
    for (var partition : partitions) {
      var cursor = cursors.get(partition.partition());
      var state = cursor == null ? PartitionState.UNKNOWN : PartitionState.at(cursor);
      place(consumer, partition, state);
    }
    status.assigned();
  }

  private void place(Consumer<?, ?> consumer, TopicPartition partition, PartitionState state) {
    states.put(partition.partition(), state);
    consumer.seek(partition, Math.max(0, state.cursor().offsetIn(topicId)));
  }

  @Override
  public void onPartitionsRevokedBeforeCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    partitions.forEach(partition -> states.remove(partition.partition()));
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
      status.succeeded();
    } catch (RuntimeException e) {
      if (status.failed(e)) {
        log.error("{}: cannot apply events now, trying again", generation.fullName(), e);
      }
      throw e;
    }
  }

  private void apply(List<ConsumerRecord<String, byte[]>> records, Consumer<?, ?> consumer) {
    var byPartition =
        records.stream()
            .filter(record -> isRunning(record.partition()))
            .collect(
                Collectors.groupingBy(
                    ConsumerRecord::partition, TreeMap::new, Collectors.toList()));
    if (byPartition.isEmpty()) {
      return;
    }
    try {
      finish(transaction.apply(topicId, states, byPartition), consumer, records);
    } catch (RuntimeException e) {
      if (!RefusedContent.isCauseOf(e)) {
        throw e;
      }
      narrowDown(records, consumer, e);
    }
  }

  private boolean isRunning(int partition) {
    var state = states.get(partition);
    return state != null && state.failure() == null;
  }

  /** The database refuses something in these records: applies them by halves until it is one. */
  private void narrowDown(
      List<ConsumerRecord<String, byte[]>> records, Consumer<?, ?> consumer, RuntimeException e) {
    if (records.size() > 1) {
      var half = records.size() / 2;
      apply(records.subList(0, half), consumer);
      apply(records.subList(half, records.size()), consumer);
      return;
    }
    var record = records.getFirst();
    states.computeIfPresent(record.partition(), (_, state) -> stopped(state, record, e));
  }

  private PartitionState stopped(
      PartitionState state, ConsumerRecord<String, byte[]> record, RuntimeException e) {
    var failure = Walk.failure(record, e);
    alarm.stopped(record.partition(), failure);
    return state.stoppedBy(failure);
  }

  private void finish(
      BatchTransaction.Outcome outcome,
      Consumer<?, ?> consumer,
      List<ConsumerRecord<String, byte[]>> records) {
    var topic = records.getFirst().topic();
    outcome
        .states()
        .forEach((partition, state) -> {
          if (outcome.moved().contains(partition)) {
            alarm.moved(partition);
            place(consumer, new TopicPartition(topic, partition), state);
          } else {
            alarm.changed(partition, states.put(partition, state), state);
          }
        });
    status.applied(outcome.events());
    status.foreign(outcome.foreign(), generation);
    progress.advanced(
        generation,
        outcome.states().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().cursor())));
  }
}
