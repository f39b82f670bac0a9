package dev.contrail.command.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Table {@code outbox}: one row a destination. */
final class OutboxTable {

  private static final String CLAIM =
      """
      insert into outbox as o (destination, position, partition_positions, topic_id, epoch, term, updated_at)
      values (:destination, 0, :none, null, 0, 1, now())
      on conflict (destination) do update set term = o.term + 1, updated_at = now()
      returning position, partition_positions, topic_id, epoch, term, republish_to
      """;

  private static final String ADVANCE =
      """
      update outbox
      set position = :position, partition_positions = :partitions, topic_id = :topic,
        updated_at = now()
      where destination = :destination and position = :expected and epoch = :epoch and term = :term
      """;

  private static final String UNMOVED =
      """
      select count(*) from outbox
      where destination = :destination and epoch = :epoch and term = :term
      """;

  private static final String REPUBLISH =
      """
      with moved as (
        update outbox
        set epoch = epoch + 1, position = :position, partition_positions = :partitions,
          republish_to = greatest(republish_to, position), updated_at = now()
        where destination = :destination and position >= :position
        returning epoch
      )
      select pg_notify(:channel, '') from moved
      """;

  private final JdbcClient jdbc;
  private final String destination;

  OutboxTable(DataSource dataSource, String destination) {
    this.jdbc = JdbcClient.create(dataSource);
    this.destination = destination;
  }

  /**
   * The destination's row, made first if it is new; from now on no relay that led before can move
   * it.
   */
  OutboxCursor claim(int partitions) {
    return jdbc.sql(CLAIM)
        .param("destination", destination)
        .param("none", PartitionPositions.none(partitions).toBoxedArray())
        .query((row, n) -> cursor(row))
        .single();
  }

  private static OutboxCursor cursor(ResultSet row) throws SQLException {
    var boxed = (Long[]) row.getArray("partition_positions").getArray();
    var positions = Arrays.stream(boxed).mapToLong(Long::longValue).toArray();
    var topicId = row.getString("topic_id");
    return new OutboxCursor(
        row.getLong("position"),
        PartitionPositions.of(positions),
        topicId == null ? "" : topicId,
        row.getLong("epoch"),
        row.getLong("term"),
        row.getLong("republish_to"));
  }

  /**
   * @throws LostLeadException if the row is not as this relay left it
   */
  void advance(OutboxCursor from, OutboxCursor to) throws LostLeadException {
    var rows =
        jdbc.sql(ADVANCE)
            .param("position", to.position())
            .param("partitions", to.partitionPositions().toBoxedArray())
            .param("topic", to.topicId())
            .param("destination", destination)
            .param("expected", from.position())
            .param("epoch", from.epoch())
            .param("term", from.term())
            .update();
    if (rows != 1) {
      throw new LostLeadException();
    }
  }

  /**
   * @throws LostLeadException if another relay has claimed the row, or an operator has moved it
   */
  void check(OutboxCursor claimed) throws LostLeadException {
    var rows =
        jdbc.sql(UNMOVED)
            .param("destination", destination)
            .param("epoch", claimed.epoch())
            .param("term", claimed.term())
            .query(Long.class)
            .single();
    if (rows != 1) {
      throw new LostLeadException();
    }
  }

  /**
   * Asks the leader, whoever it is, to go on from behind a position.
   *
   * @param partitions per partition, the last event up to {@code position}
   * @return false if nothing behind the position has been published yet
   */
  boolean republish(long position, PartitionPositions partitions, String channel) {
    return !jdbc.sql(REPUBLISH)
        .param("destination", destination)
        .param("position", position)
        .param("partitions", partitions.toBoxedArray())
        .param("channel", channel)
        .query((row, n) -> true)
        .list()
        .isEmpty();
  }

  /** Another relay leads now, or an operator has asked to publish again. */
  static final class LostLeadException extends Exception {
    LostLeadException() {
      super("another relay leads now, or an operator has asked to publish again");
    }
  }
}
