package dev.contrail.query.journal;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts the journal block by block, in one pass over its key: where a block is full there is
 * nothing to look for.
 */
final class JournalBlocks {

  private static final int SIZE = 65_536;

  private static final String COUNT =
      """
      select (position - 1) / :size as block, count(*) as count, max(position) as last
      from projection.journal
      where cell = :cell
      group by 1
      order by 1
      """;

  /** Those that an operator has left out of the journal count as being there. */
  private static final String COUNT_WITH_SKIPPED =
      """
      select (position - 1) / :size as block, count(*) as count, max(position) as last
      from (
        select position from projection.journal where cell = :cell
        union
        select position from projection_skip where projection = 'journal') as there
      group by 1
      order by 1
      """;

  /**
   * A part of the log.
   *
   * @param number from 0
   * @param last the last position that is there
   */
  record Block(long number, long count, long last) {

    long first() {
      return number * SIZE + 1;
    }

    boolean isFull() {
      return count == SIZE;
    }
  }

  private final JdbcClient jdbc;
  private final String cell;

  JournalBlocks(JdbcClient jdbc, String cell) {
    this.jdbc = jdbc;
    this.cell = cell;
  }

  /** In order; those of which nothing is there are left out. */
  List<Block> count() {
    return count(COUNT);
  }

  /** The position up to which everything is there, to a block. */
  long fullUpTo() {
    var blocks = count(COUNT_WITH_SKIPPED);
    var full = 0;
    while (full < blocks.size() && blocks.get(full).isFull() && blocks.get(full).number() == full) {
      full++;
    }
    return (long) full * SIZE;
  }

  private List<Block> count(String sql) {
    return jdbc.sql(sql)
        .param("size", SIZE)
        .param("cell", cell)
        .query(
            (row, _) -> new Block(row.getLong("block"), row.getLong("count"), row.getLong("last")))
        .list();
  }
}
