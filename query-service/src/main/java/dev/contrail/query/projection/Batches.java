package dev.contrail.query.projection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Applies batches to a generation and knows where this instance stands in each of its partitions.
 * Safe for use by many threads, each with partitions of its own.
 */
final class Batches {

  private final Generation generation;
  private final BatchTransaction<?, ?, ?> transaction;
  private final News news;
  private final Alarm alarm;
  private final RunnerStatus status = new RunnerStatus();
  private final Map<Integer, PartitionState> states = new ConcurrentHashMap<>();

  Batches(Generation generation, BatchTransaction<?, ?, ?> transaction, News news) {
    this.generation = generation;
    this.transaction = transaction;
    this.news = news;
    this.alarm = new Alarm(generation);
  }

  Generation generation() {
    return generation;
  }

  RunnerStatus status() {
    return status;
  }

  /** All cursors of the generation as they are in the database. */
  Map<Integer, Cursor> cursors() {
    return transaction.cursors();
  }

  /** The partitions that are read here, and where. */
  Map<Integer, PartitionState> states() {
    return new TreeMap<>(states);
  }

  void begin(int partition, PartitionState state) {
    states.put(partition, state);
  }

  void end(int partition) {
    states.remove(partition);
  }

  /**
   * Applies records, in order within each partition. Where a partition stands is in {@link #states}
   * afterwards.
   *
   * @return partitions whose cursor somebody else has moved: to be read on from where it is now
   * @throws RuntimeException if it could not be done now; the same records are to be given again
   */
  Set<Integer> apply(String topicId, List<ConsumerRecord<String, byte[]>> records) {
    var arrivals = new ArrayList<Arrival>(records.size());
    for (var record : records) {
      if (isRunning(record.partition())) {
        arrivals.add(Arrival.of(record));
      }
    }
    return applyArrivals(topicId, arrivals);
  }

  /** The same for records that are read already. */
  Set<Integer> applyArrivals(String topicId, List<Arrival> arrivals) {
    var moved = new TreeSet<Integer>();
    apply(topicId, arrivals, moved);
    return moved;
  }

  private boolean isRunning(int partition) {
    var state = states.get(partition);
    return state != null && state.failure() == null;
  }

  private void apply(String topicId, List<Arrival> arrivals, Set<Integer> moved) {
    try {
      applyOnce(topicId, arrivals, moved, Map.of());
    } catch (FailedEventException e) {
      var culprit = e.culprit();
      apply(topicId, before(culprit, arrivals), moved);
      stop(culprit, Objects.requireNonNullElse(e.getCause(), e));
    } catch (RuntimeException e) {
      if (!RefusedContent.isCauseOf(e)) {
        throw e;
      }
      narrowDown(topicId, arrivals, moved, e);
    }
  }

  private void applyOnce(
      String topicId, List<Arrival> arrivals, Set<Integer> moved, Map<Long, String> refused) {
    var byPartition =
        arrivals.stream()
            .filter(arrival -> isRunning(arrival.partition()))
            .collect(Collectors.groupingBy(Arrival::partition, TreeMap::new, Collectors.toList()));
    if (!byPartition.isEmpty()) {
      var outcome = transaction.apply(topicId, states, byPartition, refused);
      moved.addAll(finish(outcome));
    }
  }

  /** Without what comes at or after it in its partition. */
  private static List<Arrival> before(Arrival culprit, List<Arrival> arrivals) {
    return arrivals.stream()
        .filter(one -> one.partition() != culprit.partition() || one.offset() < culprit.offset())
        .toList();
  }

  /** The database refuses something in these records: applies them by halves until it is one. */
  private void narrowDown(
      String topicId, List<Arrival> arrivals, Set<Integer> moved, RuntimeException e) {
    if (arrivals.size() > 1) {
      var half = arrivals.size() / 2;
      apply(topicId, arrivals.subList(0, half), moved);
      apply(topicId, arrivals.subList(half, arrivals.size()), moved);
      return;
    }
    var culprit = arrivals.getFirst();
    if (transaction.canPark()) {
      applyOnce(topicId, arrivals, moved, Map.of(culprit.position(), Failure.text(e)));
    } else {
      stop(culprit, e);
    }
  }

  private void stop(Arrival culprit, Throwable cause) {
    var failure = culprit.failure(cause);
    transaction.stopped(culprit.partition(), failure);
    alarm.stopped(culprit.partition(), failure);
    states.computeIfPresent(culprit.partition(), (_, state) -> state.stoppedBy(failure));
  }

  private Set<Integer> finish(BatchTransaction.Outcome outcome) {
    outcome
        .states()
        .forEach((partition, state) -> {
          var before = states.put(partition, state);
          if (outcome.moved().contains(partition)) {
            alarm.moved(partition);
          } else {
            alarm.changed(partition, before, state);
          }
        });
    outcome.parked().forEach(alarm::parked);
    status.applied(outcome.events());
    status.foreign(outcome.foreign(), generation);
    if (outcome.live()) {
      news.advanced(generation.projection(), positions(outcome), !outcome.parked().isEmpty());
    }
    return outcome.moved();
  }

  private static Map<Integer, Long> positions(BatchTransaction.Outcome outcome) {
    return outcome.states().entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().cursor().position()));
  }

  /** What keeps a partition from being read on, null if nothing does. */
  @Nullable String trouble() {
    for (var state : states().values()) {
      if (state.failure() != null) {
        return state.failure().toString();
      }
      if (state.hole() != null) {
        return state.hole().toString();
      }
    }
    return null;
  }
}
