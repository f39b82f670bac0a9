package dev.contrail.query.projection;

import java.util.Comparator;
import java.util.List;
import org.springframework.transaction.support.TransactionOperations;

/** Decides which events are left out; holds for the very next batch of every instance. */
final class SkipOperator {

  private final TransactionOperations transactions;
  private final Generations generations;
  private final SkipTable skips;
  private final StopTable stops;
  private final CursorTable cursors;

  SkipOperator(RunnerDatabase database, Generations generations) {
    this.transactions = database.transactions();
    this.generations = generations;
    this.skips = new SkipTable(database.jdbc());
    this.stops = new StopTable(database.jdbc());
    this.cursors = new CursorTable(database.jdbc());
  }

  /**
   * Leaves an event out from now on.
   *
   * @throws IllegalStateException if it has not failed; says what has
   */
  void skip(String projection, long position, String reason) {
    transactions.executeWithoutResult(_ -> {
      var held = holdAll(projection);
      if (!stops.isFailing(held, position) && !skips.of(projection).contains(position)) {
        throw new IllegalStateException(
            "Position %d has not failed in %s. What has failed: %s"
                .formatted(position, projection, stops.failing(held)));
      }
      skips.insert(projection, position, reason);
      held.forEach(skips::changed);
    });
  }

  /**
   * Counts an event again from now on; what was folded without it stays as it is.
   *
   * @throws IllegalStateException if it is not skipped; says what is
   */
  void unskip(String projection, long position) {
    transactions.executeWithoutResult(_ -> {
      var held = holdAll(projection);
      if (!skips.delete(projection, position)) {
        throw new IllegalStateException(
            "Position %d is not skipped in %s. What is skipped: %s"
                .formatted(position, projection, skips.all(projection)));
      }
      held.forEach(skips::changed);
    });
  }

  /** In one order, so that two operators do not wait for each other in a circle. */
  private List<Generation> holdAll(String projection) {
    generations.lock(projection);
    var held =
        generations.all().stream()
            .map(Generations.Known::generation)
            .filter(one -> one.projection().equals(projection))
            .sorted(Comparator.comparingInt(Generation::number))
            .toList();
    held.forEach(cursors::lockAll);
    return held;
  }
}
