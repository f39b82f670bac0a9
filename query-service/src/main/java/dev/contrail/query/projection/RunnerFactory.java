package dev.contrail.query.projection;

import java.util.List;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** Makes the runners of all projections, and their tables. */
final class RunnerFactory {

  private final List<Projection<?, ?, ?>> projections;
  private final ContrailSettings settings;
  private final RunnerDatabase database;
  private final RunnerContainers containers;
  private final Progress progress;

  RunnerFactory(
      List<Projection<?, ?, ?>> projections,
      ContrailSettings settings,
      RunnerDatabase database,
      RunnerContainers containers,
      Progress progress) {
    this.projections = projections;
    this.settings = settings;
    this.database = database;
    this.containers = containers;
    this.progress = progress;
  }

  /** A runner for the live generation of each projection. */
  List<Runner> runners() {
    var generations =
        new Generations(database.jdbc(), database.transactions(), settings.topic().partitions());
    return projections.stream()
        .map(projection -> runner(projection, generations.live(projection)))
        .toList();
  }

  private Runner runner(Projection<?, ?, ?> projection, Generation generation) {
    var transaction =
        new BatchTransaction<>(
            projection, generation, settings.cell(), database.transactions(), database.jdbc());
    transaction.check();
    progress.live(generation);
    return new Runner(generation, transaction, progress);
  }

  ConcurrentMessageListenerContainer<String, byte[]> container(Runner runner) {
    return containers.of(runner);
  }
}
