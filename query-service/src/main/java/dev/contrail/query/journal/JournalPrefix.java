package dev.contrail.query.journal;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The position up to which the journal has every event. Partitions arrive in their own time, so
 * that a position may be there before an earlier one: whoever follows the log and must skip nothing
 * reads up to here and no further. Never goes back. Safe for use by many threads.
 */
public final class JournalPrefix {

  private static final int STEP = 10_000;

  private static final String GENERATION =
      "select generation from projection_generation where projection = 'journal' and live";

  // what an operator has left out of the journal is not waited for
  private static final String NEXT =
      """
      with next as (
        (select position from projection.journal
          where cell = :cell and position > :known order by position limit :step)
        union
        select position from projection_skip
          where projection = 'journal' and position > :known)
      select coalesce(max(position), :known)
      from (select position, row_number() over (order by position) as n from next) as numbered
      where position = :known + n
      """;

  private final JdbcClient jdbc;
  private final String cell;

  private @Nullable Integer generation;
  private long known;
  private volatile long reached;
  private volatile boolean outdated = true;

  JournalPrefix(JdbcClient jdbc, String cell) {
    this.jdbc = jdbc;
    this.cell = cell;
  }

  /** As it was when somebody looked last; 0 if nobody has. */
  public long reached() {
    return reached;
  }

  /** From any thread: the journal may have grown. */
  void outdated() {
    outdated = true;
  }

  /** Looks if anything may have changed since somebody looked: for many who follow at once. */
  synchronized long lookAgain() {
    return outdated ? look() : reached;
  }

  /**
   * Looks how far it is now. The first look counts the journal once; later ones read what is new.
   */
  public synchronized long look() {
    outdated = false;
    var live = jdbc.sql(GENERATION).query(Integer.class).optional().orElse(null);
    if (live == null) {
      return reached;
    }
    if (!live.equals(generation)) {
      known = new JournalBlocks(jdbc, cell).fullUpTo();
      generation = live;
      reached = 0; // one that was gone back to may have less
    }
    long before;
    do {
      before = known;
      known = next(before);
    } while (known - before >= STEP);
    reached = Math.max(reached, known);
    return reached;
  }

  private long next(long after) {
    return jdbc.sql(NEXT)
        .param("cell", cell)
        .param("known", after)
        .param("step", STEP)
        .query(Long.class)
        .single();
  }
}
