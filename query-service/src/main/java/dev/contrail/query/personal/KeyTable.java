package dev.contrail.query.personal;

import dev.contrail.personal.KeyRecord;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the topic of keys has said, and how far it was read. */
final class KeyTable {

  private static final String FIND =
      "select key_id, subject, wrapped, destroyed_at from personal_key where key_id = :key";

  private static final String OF_SUBJECT =
      """
      select key_id, subject, wrapped, destroyed_at from personal_key
      where subject = :subject order by key_id
      """;

  /** Whoever reads the topic from an earlier place does not bring back what was destroyed. */
  private static final String PUT =
      """
      insert into personal_key (key_id, subject, wrapped, destroyed_at)
      select * from unnest(:keys::text[], :subjects::text[], :wrapped::text[],
        :destroyed::text[]::timestamptz[])
      on conflict (key_id) do update
      set wrapped = excluded.wrapped, destroyed_at = excluded.destroyed_at
      where personal_key.destroyed_at is null
      """;

  private static final String CURSOR =
      """
      select next_offset from personal_key_cursor where topic = :topic and topic_id = :topicId
      """;

  private static final String ADVANCE =
      """
      insert into personal_key_cursor (topic, topic_id, next_offset)
      values (:topic, :topicId, :offset)
      on conflict (topic) do update
      set topic_id = excluded.topic_id,
        next_offset = case when personal_key_cursor.topic_id = excluded.topic_id
          then greatest(personal_key_cursor.next_offset, excluded.next_offset)
          else excluded.next_offset end
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  KeyTable(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
  }

  Optional<KeyRecord> find(String keyId) {
    return jdbc.sql(FIND).param("key", keyId).query(KeyTable::row).optional();
  }

  List<KeyRecord> ofSubject(String subject) {
    return jdbc.sql(OF_SUBJECT).param("subject", subject).query(KeyTable::row).list();
  }

  private static KeyRecord row(ResultSet row, int number) throws SQLException {
    var destroyed = row.getTimestamp("destroyed_at");
    return new KeyRecord(
        row.getString("key_id"),
        row.getString("subject"),
        row.getString("wrapped"),
        destroyed == null ? null : destroyed.toInstant());
  }

  /** The offset to read from in this very topic. */
  long nextOffset(String topic, String topicId) {
    return jdbc.sql(CURSOR)
        .param("topic", topic)
        .param("topicId", topicId)
        .query((row, _) -> row.getLong(1))
        .optional()
        .orElse(0L);
  }

  /** Takes in what was read, in its order, up to an offset. */
  void put(Collection<KeyRecord> read, String topic, String topicId, long nextOffset) {
    var latest = new LinkedHashMap<String, KeyRecord>();
    read.forEach(
        key -> latest.merge(key.keyId(), key, (old, now) -> old.destroyedAt() == null ? now : old));
    var keys = List.copyOf(latest.values());
    var wrapped = new @Nullable String[keys.size()];
    var destroyed = new @Nullable String[keys.size()];
    for (var i = 0; i < keys.size(); i++) {
      wrapped[i] = keys.get(i).wrapped();
      var end = keys.get(i).destroyedAt();
      destroyed[i] = end == null ? null : end.toString();
    }
    transaction.executeWithoutResult(_ -> {
      jdbc.sql(PUT)
          .param("keys", keys.stream().map(KeyRecord::keyId).toArray(String[]::new))
          .param("subjects", keys.stream().map(KeyRecord::subject).toArray(String[]::new))
          .param("wrapped", wrapped)
          .param("destroyed", destroyed)
          .update();
      jdbc.sql(ADVANCE)
          .param("topic", topic)
          .param("topicId", topicId)
          .param("offset", nextOffset)
          .update();
    });
  }
}
