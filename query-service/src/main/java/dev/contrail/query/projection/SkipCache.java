package dev.contrail.query.projection;

import java.util.Set;

/**
 * What is skipped, read once and again only after it has changed. Who changes it counts up a number
 * in all cursors, and a batch holds cursors: the number it finds there tells whether what is known
 * here still holds, for this very batch.
 */
final class SkipCache {

  private record Known(long skips, Set<Long> positions) {}

  private final SkipTable table;
  private final String projection;
  private volatile Known known = new Known(-1, Set.of());

  SkipCache(SkipTable table, String projection) {
    this.table = table;
    this.projection = projection;
  }

  /**
   * Runs in the transaction that holds the cursors.
   *
   * @param skips the number that the cursors show
   */
  Set<Long> positions(long skips) {
    var last = known;
    if (last.skips() != skips) {
      last = new Known(skips, table.of(projection));
      known = last;
    }
    return last.positions();
  }
}
