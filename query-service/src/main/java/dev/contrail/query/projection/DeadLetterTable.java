package dev.contrail.query.projection;

import dev.contrail.events.Inbound;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The table {@code dead_letter}: records of the topic that are no events of ours. Every projection
 * finds them; only one row comes of it.
 */
final class DeadLetterTable {

  private static final String INSERT =
      """
      insert into dead_letter
        (topic_id, partition, record_offset, reason, record_key, headers, value)
      values (?, ?, ?, ?, ?, ?::json, ?)
      on conflict do nothing
      """;

  private static final String UNSENT =
      """
      select topic_id, partition, record_offset, reason, record_key, headers, value
      from dead_letter
      where sent_at is null
      order by tried_at nulls first, found_at
      limit ?
      """;

  private static final String SENT =
      """
      update dead_letter
      set sent_at = clock_timestamp(), send_error = null, record_key = null, headers = null, value = null
      where topic_id = ? and partition = ? and record_offset = ?
      """;

  private static final String FAILED =
      """
      update dead_letter
      set tried_at = clock_timestamp(), send_error = ?
      where topic_id = ? and partition = ? and record_offset = ?
      """;

  private static final String COUNT = "select count(*) from dead_letter";

  private static final String LATEST =
      """
      select partition, record_offset, reason, found_at, sent_at, send_error
      from dead_letter
      order by found_at desc
      limit ?
      """;

  /** One to be sent. */
  record DeadLetter(
      String topicId,
      int partition,
      long offset,
      String reason,
      byte @Nullable [] key,
      String headers,
      byte @Nullable [] value) {}

  /** One as operators see it. */
  record Found(
      int partition,
      long offset,
      String reason,
      Instant foundAt,
      @Nullable Instant sentAt,
      @Nullable String sendError) {}

  private final JdbcTemplate jdbc;

  DeadLetterTable(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Those of them that are no events at all; other cells' are just passed over. */
  void insert(String topicId, List<Step.Foreign<?, ?>> foreign) {
    jdbc.batchUpdate(
        INSERT,
        foreign.stream().filter(one -> one.arrival().inbound() instanceof Inbound.Foreign).toList(),
        100,
        (statement, one) -> {
          var record = one.arrival().record();
          statement.setString(1, topicId);
          statement.setInt(2, record.partition());
          statement.setLong(3, record.offset());
          statement.setString(4, one.reason().replace('\0', '?'));
          statement.setBytes(5, StoredRecord.key(record));
          statement.setString(6, StoredRecord.headers(record));
          statement.setBytes(7, record.value());
        });
  }

  List<DeadLetter> unsent(int limit) {
    return jdbc.query(
        UNSENT,
        (row, _) ->
            new DeadLetter(
                row.getString("topic_id"),
                row.getInt("partition"),
                row.getLong("record_offset"),
                row.getString("reason"),
                row.getBytes("record_key"),
                row.getString("headers"),
                row.getBytes("value")),
        limit);
  }

  void sent(DeadLetter letter) {
    jdbc.update(SENT, letter.topicId(), letter.partition(), letter.offset());
  }

  /** It stays to be sent, after those that were not tried yet. */
  void failed(DeadLetter letter, String error) {
    jdbc.update(
        FAILED, error.replace('\0', '?'), letter.topicId(), letter.partition(), letter.offset());
  }

  /** How many were ever found. */
  long count() {
    return count(COUNT);
  }

  /** How many of them have not gone to their topic yet. */
  long countUnsent() {
    return count(COUNT + " where sent_at is null");
  }

  private long count(String query) {
    return Objects.requireNonNull(jdbc.queryForObject(query, Long.class));
  }

  /** The latest, the newest first. */
  List<Found> latest(int limit) {
    return jdbc.query(
        LATEST,
        (row, _) -> {
          var sent = row.getObject("sent_at", OffsetDateTime.class);
          return new Found(
              row.getInt("partition"),
              row.getLong("record_offset"),
              row.getString("reason"),
              row.getObject("found_at", OffsetDateTime.class).toInstant(),
              sent == null ? null : sent.toInstant(),
              row.getString("send_error"));
        },
        limit);
  }
}
