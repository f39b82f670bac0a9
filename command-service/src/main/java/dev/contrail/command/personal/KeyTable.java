package dev.contrail.command.personal;

import static java.util.Objects.requireNonNull;

import dev.contrail.personal.KeyRecord;
import dev.contrail.personal.MasterKeys;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys of persons as they are published and wrapped anew; each method is a transaction. */
public final class KeyTable {

  private static final String PENDING =
      """
      select key_id, subject, wrapped, destroyed_at, revision from personal_key
      where published < revision
      limit :limit
      """;

  private static final String PUBLISHED =
      """
      update personal_key set published = sent.revision
      from unnest(:keys::text[], :revisions::int[]) as sent(key_id, revision)
      where personal_key.key_id = sent.key_id and published < sent.revision
      """;

  private static final String IN_TOPIC =
      """
      insert into personal_key_topic (name, topic_id) values (:name, :topicId)
      on conflict (name) do update set topic_id = excluded.topic_id
      where personal_key_topic.topic_id <> excluded.topic_id
      """;

  private static final String PUBLISH_AGAIN =
      "update personal_key set revision = revision + 1 where published = revision";

  private static final String PUBLISH_ENDS_AGAIN =
      """
      update personal_key set revision = revision + 1
      where destroyed_at > clock_timestamp() - interval '1 day' and published = revision
      """;

  /** Two ranges of an index: all keys need not be looked at to find that none is left. */
  private static final String WRAPPED_BY_OTHERS =
      """
      (select key_id, subject, wrapped, destroyed_at, revision from personal_key
       where master_key_id < :current limit :limit)
      union all
      (select key_id, subject, wrapped, destroyed_at, revision from personal_key
       where master_key_id > :current limit :limit)
      """;

  private static final String WRAP =
      """
      update personal_key
      set wrapped = anew.wrapped, master_key_id = :master, revision = personal_key.revision + 1
      from unnest(:keys::text[], :wrapped::text[]) as anew(key_id, wrapped)
      where personal_key.key_id = anew.key_id and destroyed_at is null
      """;

  private final JdbcClient jdbc;

  public KeyTable(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /**
   * What the topic of keys does not have yet.
   *
   * @param revision of the row that was read
   */
  public record Pending(KeyRecord key, int revision) {}

  /** Some of what is to be published. */
  public List<Pending> pending(int limit) {
    return jdbc.sql(PENDING).param("limit", limit).query((row, _) -> row(row)).list();
  }

  private static Pending row(java.sql.ResultSet row) throws java.sql.SQLException {
    return new Pending(
        new KeyRecord(
            row.getString("key_id"),
            row.getString("subject"),
            row.getString("wrapped"),
            instant(row.getTimestamp("destroyed_at"))),
        row.getInt("revision"));
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  /** The broker has acknowledged them; what has changed since stays to be published. */
  public void published(List<Pending> sent) {
    jdbc.sql(PUBLISHED)
        .param("keys", sent.stream().map(one -> one.key().keyId()).toArray(String[]::new))
        .param("revisions", sent.stream().map(Pending::revision).toArray(Integer[]::new))
        .update();
  }

  /**
   * Called by a relay that takes over.
   *
   * @param topicId Kafka's id of the topic: what another one had has to be published again
   */
  public void publishTo(String name, String topicId) {
    if (jdbc.sql(IN_TOPIC).param("name", name).param("topicId", topicId).update() > 0) {
      publishAgain();
    } else {
      publishEndsAgain();
    }
  }

  /** Of the last day: a relay that was frozen may have published a key after its end. */
  public void publishEndsAgain() {
    jdbc.sql(PUBLISH_ENDS_AGAIN).update();
  }

  /** Has all keys published once more. */
  public void publishAgain() {
    jdbc.sql(PUBLISH_AGAIN).update();
  }

  /**
   * Wraps with the current master key what others have wrapped, some of it.
   *
   * @return whether there may be more
   * @throws IllegalStateException if one of them cannot be unwrapped
   */
  public boolean wrapSome(MasterKeys masters, int limit) {
    var some =
        jdbc.sql(WRAPPED_BY_OTHERS)
            .param("current", masters.currentId())
            .param("limit", limit)
            .query((row, _) -> row(row).key())
            .list();
    if (some.isEmpty()) {
      return false;
    }
    var anew =
        some.stream()
            .map(key ->
                masters.wrap(
                    masters.unwrap(key.keyId(), key.subject(), requireNonNull(key.wrapped()))))
            .toList();
    jdbc.sql(WRAP)
        .param("master", anew.getFirst().masterKeyId())
        .param("keys", some.stream().map(KeyRecord::keyId).toArray(String[]::new))
        .param("wrapped", anew.stream().map(MasterKeys.Wrapped::text).toArray(String[]::new))
        .update();
    return true;
  }
}
