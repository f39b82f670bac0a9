package dev.contrail.query.projection;

import dev.contrail.query.projection.RebuildTable.State;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rebuilds that are not finished and records that were set aside, as the tables say it for all
 * instances; read at most once a second however often it is asked.
 */
final class OpenWork {

  private static final Duration FRESH = Duration.ofSeconds(1);

  /**
   * @param rebuilt by projection, how much of what the live generation has folded
   * @param held projections whose rebuild waits for an operator's decision
   */
  private record Seen(
      Map<String, Double> rebuilt, Set<String> held, long deadLetters, long unsentDeadLetters) {}

  private final RebuildTable rebuilds;
  private final CursorTable cursors;
  private final DeadLetterTable deadLetters;
  private @Nullable Seen last;
  private long readAt;

  OpenWork(JdbcTemplate jdbc) {
    this.rebuilds = new RebuildTable(jdbc);
    this.cursors = new CursorTable(jdbc);
    this.deadLetters = new DeadLetterTable(jdbc);
  }

  /** How much of its work a projection's rebuild has done, 1 if there is none. */
  double rebuildProgress(String projection) {
    return number(seen -> seen.rebuilt().getOrDefault(projection, 1.0));
  }

  /** 1 if a projection's rebuild waits for an operator. */
  double rebuildHeld(String projection) {
    return number(seen -> seen.held().contains(projection) ? 1 : 0);
  }

  double deadLetters() {
    return number(Seen::deadLetters);
  }

  double unsentDeadLetters() {
    return number(Seen::unsentDeadLetters);
  }

  /** Not a number while the database does not answer. */
  private double number(ToDoubleFunction<Seen> value) {
    try {
      return value.applyAsDouble(read());
    } catch (DataAccessException e) {
      return Double.NaN;
    }
  }

  private synchronized Seen read() {
    var now = System.nanoTime();
    var known = last;
    if (known == null || now - readAt > FRESH.toNanos()) {
      known = look();
      last = known;
      readAt = now;
    }
    return known;
  }

  private Seen look() {
    var live = cursors.readLive();
    var rebuilt = new HashMap<String, Double>();
    var held = new HashSet<String>();
    for (var rebuild : rebuilds.all()) {
      var projection = rebuild.generation().projection();
      if (rebuild.state().isOpen()) {
        var done = offsets(cursors.read(rebuild.generation()));
        var all = offsets(live.getOrDefault(projection, Map.of()));
        rebuilt.put(projection, all == 0 ? 0 : Math.min(1, (double) done / all));
      }
      if (rebuild.state() == State.HELD) {
        held.add(projection);
      }
    }
    return new Seen(rebuilt, held, deadLetters.count(), deadLetters.countUnsent());
  }

  private static long offsets(Map<Integer, Cursor> cursors) {
    return cursors.values().stream().mapToLong(Cursor::nextOffset).sum();
  }
}
