package dev.contrail.command.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code outbox}: one row a destination. */
final class OutboxTable {

  private static final String CREATE =
      """
      insert into outbox (destination, position, partition_positions, topic_id, epoch, updated_at)
      values (:destination, 0, :none, null, 0, now())
      on conflict (destination) do nothing
      """;

  private static final String READ =
      """
      select position, partition_positions, topic_id, epoch from outbox
      where destination = :destination
      """;

  private static final String ADVANCE =
      """
      update outbox
      set position = :position, partition_positions = :partitions, topic_id = :topic,
        updated_at = now()
      where destination = :destination and position = :expected and epoch = :epoch
      """;

  private final JdbcClient jdbc;
  private final String destination;

  OutboxTable(DataSource dataSource, String destination) {
    this.jdbc = JdbcClient.create(dataSource);
    this.destination = destination;
  }

  /** The destination's row; made first if it is new. */
  OutboxCursor read(int partitions) {
    jdbc.sql(CREATE)
        .param("destination", destination)
        .param("none", PartitionPositions.none(partitions).toBoxedArray())
        .update();
    return jdbc.sql(READ).param("destination", destination).query((row, n) -> cursor(row)).single();
  }

  private static OutboxCursor cursor(ResultSet row) throws SQLException {
    var boxed = (Long[]) row.getArray("partition_positions").getArray();
    var positions = Arrays.stream(boxed).mapToLong(Long::longValue).toArray();
    var topicId = row.getString("topic_id");
    return new OutboxCursor(
        row.getLong("position"),
        PartitionPositions.of(positions),
        topicId == null ? "" : topicId,
        row.getLong("epoch"));
  }

  /** False if the row is not as this relay left it: another one leads now. */
  boolean advance(OutboxCursor from, OutboxCursor to) {
    return jdbc.sql(ADVANCE)
            .param("position", to.position())
            .param("partitions", to.partitionPositions().toBoxedArray())
            .param("topic", to.topicId())
            .param("destination", destination)
            .param("expected", from.position())
            .param("epoch", from.epoch())
            .update()
        == 1;
  }
}
