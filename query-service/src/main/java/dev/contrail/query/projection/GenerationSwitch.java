package dev.contrail.query.projection;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes another generation the one that is read, in one transaction that holds the cursors of both:
 * it has then come at least as far in every partition, so that no reader ever goes back. The same
 * step leads forward after a rebuild and back to the previous generation.
 */
final class GenerationSwitch {

  private static final Logger log = LoggerFactory.getLogger(GenerationSwitch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final JdbcTemplate jdbc;
  private final TransactionOperations transactions;
  private final Generations generations;
  private final CursorTable cursors;

  GenerationSwitch(JdbcTemplate jdbc, TransactionOperations transactions, Generations generations) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.generations = generations;
    this.cursors = new CursorTable(jdbc);
  }

  /**
   * Switches. The live generation stands until the other one has caught up with it, for some
   * seconds at most; reads are served all the time.
   *
   * @throws IllegalStateException if it cannot be done now, and why
   */
  void to(Generation target) {
    comeNear(target);
    transactions.executeWithoutResult(_ -> {
      generations.lock(target.projection());
      var live = generations.live(target.projection()).orElseThrow().generation();
      check(target);
      if (!live.equals(target)) {
        var reached = cursors.lockAll(live);
        awaitPassed(target, reached);
        var caughtUp = cursors.lockAll(target);
        new GenerationTable(jdbc).goLive(target);
        new ReadView(jdbc).pointTo(target);
        cursors.tell(target.projection(), caughtUp);
        log.info("{} is read from now on, no longer {}", target.fullName(), live.fullName());
      }
      new RebuildTable(jdbc).move(target, RebuildTable.State.SWITCHED);
    });
  }

  /** Without a lock: a target that nobody folds, or that stands, must not hold up the live one. */
  private void comeNear(Generation target) {
    check(target);
    generations
        .live(target.projection())
        .filter(live -> !live.generation().equals(target))
        .ifPresent(live -> awaitPassed(target, cursors.read(live.generation())));
  }

  private void check(Generation target) {
    if (!generations.require(target).built()) {
      throw new IllegalStateException(target.fullName() + " is not built yet.");
    }
  }

  private void awaitPassed(Generation target, Map<Integer, Cursor> reached) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      if (hasPassed(cursors.read(target), reached)) {
        return;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw new IllegalStateException(
        "%s has not come as far as the generation that is read: is it folded by an instance, and does"
                .formatted(target.fullName())
            + " none of its partitions stand?");
  }

  static boolean hasPassed(Map<Integer, Cursor> cursors, Map<Integer, Cursor> others) {
    return others.entrySet().stream()
        .allMatch(other -> {
          var cursor = cursors.get(other.getKey());
          return cursor != null && cursor.position() >= other.getValue().position();
        });
  }
}
