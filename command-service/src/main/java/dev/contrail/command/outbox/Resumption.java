package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.EventStore;
import dev.contrail.command.outbox.PartitionTail.Link;
import dev.contrail.command.outbox.RelayRefused.Verdict;
import java.util.List;

/**
 * Where a relay goes on.
 *
 * @param readAfter the log is read from behind this position
 * @param published per partition, the last event that is in the topic without a hole before it;
 *     what the log has up to there is not sent again
 */
record Resumption(long readAfter, PartitionPositions published) {

  /**
   * Learns from the topic itself what was published: a killed relay repeats nothing, and a topic
   * that lost its end, or was made anew, is filled up again before anything new goes out. Only
   * while an operator's request to publish again is under way, the cursor alone counts.
   *
   * @throws RelayRefused if the topic has events that the log does not have
   */
  static Resumption after(OutboxCursor cursor, List<PartitionTail> tails, EventStore store) {
    checkLog(tails, store);
    if (cursor.republishing()) {
      return new Resumption(cursor.position(), cursor.partitionPositions());
    }
    var published = new long[tails.size()];
    var readAfter = cursor.position();
    for (var partition = 0; partition < tails.size(); partition++) {
      published[partition] = tails.get(partition).connected().position();
      if (published[partition] < cursor.partitionPositions().of(partition)) {
        readAfter = Math.min(readAfter, published[partition]);
      }
    }
    return new Resumption(readAfter, PartitionPositions.of(published));
  }

  /**
   * Compares the topic's ends with the log.
   *
   * @throws RelayRefused if the topic has events that the log does not have
   */
  static void checkLog(List<PartitionTail> tails, EventStore store) {
    for (var partition = 0; partition < tails.size(); partition++) {
      checkLog(partition, tails.get(partition).highest(), store);
      checkLog(partition, tails.get(partition).connected(), store);
    }
  }

  private static void checkLog(int partition, Link link, EventStore store) {
    if (link.position() == 0) {
      return;
    }
    var recorded = store.at(link.position());
    if (recorded.isEmpty()) {
      throw new RelayRefused(
          Verdict.LOG_DIFFERS,
          """
          the log ends before position %d, which partition %d of the topic has: the log was restored \
          from a backup. Restore a newer one, or give the cell a new name and topic.\
          """
              .formatted(link.position(), partition));
    }
    if (!recorded.get().hash().equals(link.hash())) {
      throw new RelayRefused(
          Verdict.LOG_DIFFERS,
          """
          position %d is another event in the log than in partition %d of the topic. Restore the log \
          that the topic came from, or give the cell a new name and topic.\
          """
              .formatted(link.position(), partition));
    }
  }
}
