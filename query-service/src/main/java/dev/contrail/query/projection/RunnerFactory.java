package dev.contrail.query.projection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.transaction.support.TransactionOperations;

/** Makes what folds generations of the projections there are. */
final class RunnerFactory {

  private final Map<String, Projection<?, ?, ?>> projections;
  private final ContrailSettings settings;
  private final RunnerDatabase database;
  private final RunnerContainers containers;
  private final News news;

  RunnerFactory(
      List<Projection<?, ?, ?>> projections,
      ContrailSettings settings,
      RunnerDatabase database,
      RunnerContainers containers,
      News news) {
    this.projections = new LinkedHashMap<>();
    projections.forEach(projection -> this.projections.put(projection.name(), projection));
    this.settings = settings;
    this.database = database;
    this.containers = containers;
    this.news = news;
  }

  /** By name. */
  Map<String, Projection<?, ?, ?>> projections() {
    return projections;
  }

  RunnerDatabase database() {
    return database;
  }

  ControlTable control() {
    return new ControlTable(database.jdbc());
  }

  Generations generations() {
    return new Generations(database.jdbc(), database.transactions(), settings.topic().partitions());
  }

  /**
   * A runner of a generation.
   *
   * @throws org.springframework.dao.DataAccessException if its table does not have the columns of
   *     the projection's row, or is of another key
   */
  Runner runner(Generation generation) {
    return new Runner(batches(generation, database.transactions()));
  }

  ConcurrentMessageListenerContainer<String, byte[]> container(Runner runner) {
    return containers.of(runner);
  }

  /** For rebuilds that begin at the beginning of the topic together. */
  SharedReading sharedReading() {
    var topic = settings.topic();
    return new SharedReading(containers::alone, topic.name(), topic.partitions());
  }

  /** Whether nothing of a generation is built yet. */
  boolean isAtItsBeginning(Generation generation) {
    return new CursorTable(database.jdbc())
        .read(generation).values().stream().allMatch(cursor -> cursor.topicId() == null);
  }

  /**
   * Begins to build a generation, or goes on with it.
   *
   * @param shared null if it reads alone
   */
  Building building(Generation generation, String topicId, SharedReading.@Nullable Member shared) {
    var batches = batches(generation, database.transactionsOfBuilding());
    var topic = settings.topic();
    return new Building(
        database,
        batches,
        new TopicReader(
            containers.alone(),
            shared,
            settings.cell(),
            topic.name(),
            topicId,
            topic.partitions()));
  }

  /** Applies what is parked in a generation, as far as that goes now; returns how many events. */
  int drain(Generation generation) {
    return transaction(generation, database.transactions()).drain().all();
  }

  /** What looks into the topic here and there. */
  TopicProbe probe() {
    return new TopicProbe(containers.looking(), settings.cell(), settings.topic().name());
  }

  /**
   * Folds one stream of a generation anew; returns how many events it has.
   *
   * @throws IllegalStateException if that cannot be done, and why
   */
  int rebuildStream(Generation generation, String topicId, String streamId) {
    var topic = settings.eventTopic();
    try (var history =
        new StreamHistory(containers.alone(), settings.cell(), topic, topicId, streamId)) {
      return transaction(generation, database.transactions()).streamRebuild().of(history);
    }
  }

  private Batches batches(Generation generation, TransactionOperations transactions) {
    return new Batches(generation, transaction(generation, transactions), news);
  }

  private BatchTransaction<?, ?, ?> transaction(
      Generation generation, TransactionOperations transactions) {
    var projection = projections.get(generation.projection());
    if (projection == null) {
      throw new IllegalArgumentException("there is no projection of " + generation.fullName());
    }
    return transaction(projection, generation, transactions);
  }

  private BatchTransaction<?, ?, ?> transaction(
      Projection<?, ?, ?> projection, Generation generation, TransactionOperations transactions) {
    var transaction =
        new BatchTransaction<>(
            projection, generation, settings.cell(), transactions, database.jdbc());
    transaction.check();
    return transaction;
  }
}
