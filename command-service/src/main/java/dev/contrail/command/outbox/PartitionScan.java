package dev.contrail.command.outbox;

import dev.contrail.events.EventTopic;
import java.util.Arrays;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds each partition's last event up to a position, where a chain is to be taken up in the middle
 * of the log. Reads backwards by the primary key in chunks, each a short statement, until every
 * partition has been met: one chunk when events are spread, the whole prefix (about a second a
 * million events) when a partition has none.
 */
final class PartitionScan {

  private static final int CHUNK = 10_000;

  private static final String STREAMS =
      """
      select position, stream_id from event
      where position <= :to and position > :after
      order by position desc
      """;

  private final JdbcClient jdbc;
  private final EventTopic topic;

  PartitionScan(DataSource dataSource, EventTopic topic) {
    this.jdbc = JdbcClient.create(dataSource);
    this.topic = topic;
  }

  PartitionPositions upTo(long position) {
    var last = new long[topic.partitions()];
    for (var to = position; to > 0 && anyMissing(last); to -= CHUNK) {
      jdbc.sql(STREAMS)
          .param("to", to)
          .param("after", to - CHUNK)
          .query(row -> {
            var partition = topic.partitionOf(row.getString("stream_id"));
            last[partition] = Math.max(last[partition], row.getLong("position"));
          });
    }
    return PartitionPositions.of(last);
  }

  private static boolean anyMissing(long[] last) {
    return Arrays.stream(last).anyMatch(position -> position == 0);
  }
}
