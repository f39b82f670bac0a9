package dev.contrail.query.journal;

import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether every event up to the last one is there: then {@code count} is {@code maxPosition}.
 *
 * @param missing the first few gaps; how many positions are missing in all is {@code maxPosition -
 *     count}
 */
record Completeness(long count, long maxPosition, List<Gap> missing) {

  private static final int MISSING_SHOWN = 10;

  private static final String GAPS =
      """
      select previous + 1 as first, position - 1 as last
      from (
        select position, lag(position, 1, :before::bigint) over (order by position) as previous
        from projection.journal
        where cell = :cell and position > :before and position <= :last) as neighbours
      where position > previous + 1
      order by position
      limit :limit
      """;

  /** Positions that are not there, both ends included. */
  record Gap(long first, long last) {}

  /** Reads the whole key of the journal once: for checks, not for every request. */
  static Completeness of(JdbcClient jdbc, String cell) {
    var blocks = new JournalBlocks(jdbc, cell).count();
    var count = blocks.stream().mapToLong(JournalBlocks.Block::count).sum();
    var head = blocks.isEmpty() ? 0 : blocks.getLast().last();
    var missing = new ArrayList<Gap>();
    var before = 0L;
    for (var block : blocks) {
      if (missing.size() == MISSING_SHOWN) {
        break;
      }
      if (!block.isFull() || before != block.first() - 1) {
        missing.addAll(gaps(jdbc, cell, before, block.last(), MISSING_SHOWN - missing.size()));
      }
      before = block.last();
    }
    return new Completeness(count, head, List.copyOf(missing));
  }

  private static List<Gap> gaps(JdbcClient jdbc, String cell, long before, long last, int limit) {
    return jdbc.sql(GAPS)
        .param("cell", cell)
        .param("before", before)
        .param("last", last)
        .param("limit", limit)
        .query((row, _) -> new Gap(row.getLong("first"), row.getLong("last")))
        .list();
  }
}
