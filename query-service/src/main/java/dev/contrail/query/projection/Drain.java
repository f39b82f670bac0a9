package dev.contrail.query.projection;

import dev.contrail.query.projection.Meaning.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Folds the parked events of a stream, in order, up to the first that still fails. What comes in
 * meanwhile waits for the partition's cursor, which is locked.
 */
final class Drain<E, K extends Record, V extends Record> {

  private static final int AT_ONCE = 1_000;

  private final Projection<E, K, V> projection;
  private final Generation generation;
  private final String cell;
  private final TransactionOperations transactions;
  private final Folding<E, K, V> folding;
  private final ParkedTable parked;
  private final CursorTable cursors;
  private final SkipTable skips;
  private final CursorLock lock;

  Drain(
      Projection<E, K, V> projection,
      Generation generation,
      String cell,
      TransactionOperations transactions,
      Folding<E, K, V> folding,
      JdbcTemplate jdbc) {
    this.projection = projection;
    this.generation = generation;
    this.cell = cell;
    this.transactions = transactions;
    this.folding = folding;
    this.parked = new ParkedTable(jdbc);
    this.cursors = new CursorTable(jdbc);
    this.skips = new SkipTable(jdbc);
    this.lock = new CursorLock(jdbc);
  }

  /** All streams that are parked; returns how many events were applied. */
  int all() {
    var applied = 0;
    var streams = parked.streamsAfter(generation, "", AT_ONCE);
    while (!streams.isEmpty()) {
      for (var stream : streams) {
        applied += stream(stream.streamId(), stream.partition());
      }
      streams = parked.streamsAfter(generation, streams.getLast().streamId(), AT_ONCE);
    }
    return applied;
  }

  private int stream(String streamId, int partition) {
    var applied = 0;
    for (var limit = AT_ONCE; ; ) {
      try {
        var some = drain(streamId, partition, limit);
        applied += some;
        if (some < limit) {
          return applied;
        }
      } catch (RuntimeException e) {
        if (!RefusedContent.isCauseOf(e)) {
          throw e;
        }
        if (limit == 1) {
          fail(streamId, e);
          return applied;
        }
        limit = 1; // the database does not say which it was
      }
    }
  }

  private int drain(String streamId, int partition, int limit) {
    return transactions.execute(_ -> {
      lock.lock(generation, List.of(partition));
      var arrivals = parked.ofStream(generation, streamId, limit);
      var applied = fold(streamId, arrivals, skips.of(projection.name()));
      if (applied > 0) {
        var last = arrivals.get(applied - 1).position();
        var rows = parked.deleteUpTo(generation, streamId, last);
        cursors.unpark(generation, partition, rows);
      }
      return applied;
    });
  }

  private int fold(String streamId, List<Arrival> arrivals, Set<Long> skipped) {
    var meanings = new ArrayList<Meaning<E, K>>();
    var works = new ArrayList<Work<E, K>>();
    for (var arrival : arrivals) {
      var meaning = Meaning.of(projection, cell, arrival, skipped);
      meanings.add(meaning);
      if (meaning instanceof Work<E, K> work) {
        works.add(work);
      }
    }
    var rows = folding.rowsOf(works);
    var applied = 0;
    for (var meaning : meanings) {
      var failure = rows.tryToApply(meaning);
      if (failure != null) {
        var position = arrivals.get(applied).position();
        parked.fail(generation, streamId, position, Failure.text(failure));
        break;
      }
      applied++;
    }
    folding.write(rows);
    return applied;
  }

  private void fail(String streamId, RuntimeException e) {
    for (var first : parked.ofStream(generation, streamId, 1)) {
      parked.fail(generation, streamId, first.position(), Failure.text(e));
    }
  }
}
