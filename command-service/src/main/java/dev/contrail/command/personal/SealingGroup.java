package dev.contrail.command.personal;

import dev.contrail.personal.DataKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one group of commands seals with: keys that are known, and new ones, which exist once the
 * group's transaction is committed. Used by the thread that holds the log's lock.
 */
public final class SealingGroup {

  private static final String FIND =
      """
      select key_id, subject, wrapped from personal_key
      where subject = any(?) and destroyed_at is null
      """;

  private static final String ADD =
      """
      insert into personal_key (key_id, subject, wrapped, master_key_id)
      select * from unnest(?::text[], ?::text[], ?::text[], ?::text[])
      """;

  private final PersonalKeys keys;
  private final Connection connection;
  private final Map<String, DataKey> found = new HashMap<>();
  private final Map<String, RuntimeException> broken = new HashMap<>();
  private final Map<String, DataKey> made = new HashMap<>();
  private final Set<DataKey> wanted = new LinkedHashSet<>();
  private @Nullable SQLException failure;

  SealingGroup(PersonalKeys keys, Connection connection) {
    this.keys = keys;
    this.connection = connection;
  }

  /** Reads the keys of persons that are not in memory, all at once. */
  void find(List<String> subjects) throws SQLException {
    if (subjects.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(FIND)) {
      statement.setArray(1, connection.createArrayOf("text", subjects.toArray()));
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          read(row.getString("key_id"), row.getString("subject"), row.getString("wrapped"));
        }
      }
    }
    subjects.stream()
        .filter(subject -> !found.containsKey(subject) && !broken.containsKey(subject))
        .forEach(subject -> made.put(subject, DataKey.of(subject)));
  }

  /** A key that cannot be unwrapped fails those who need it, and nobody else. */
  private void read(String keyId, String subject, String wrapped) {
    try {
      found.put(subject, keys.masters().unwrap(keyId, subject, wrapped));
    } catch (IllegalStateException e) {
      broken.put(subject, e);
    }
  }

  /**
   * Makes ciphertext with the person's key.
   *
   * @throws IllegalStateException if the key cannot be unwrapped, or the database does not answer;
   *     then {@link #store} says so too
   */
  public String seal(String subject, String field, String text) {
    var key = known(subject);
    if (key == null) {
      look(subject);
      key = Objects.requireNonNull(known(subject), "a key is found or made");
    }
    if (made.containsKey(subject)) {
      wanted.add(key);
    }
    return key.seal(field, text);
  }

  private @Nullable DataKey known(String subject) {
    var kept = keys.find(subject);
    if (kept != null) {
      return kept;
    }
    var read = found.get(subject);
    return read == null ? made.get(subject) : read;
  }

  private void look(String subject) {
    try {
      if (!broken.containsKey(subject)) {
        find(List.of(subject));
      }
      if (broken.containsKey(subject)) {
        throw Objects.requireNonNull(broken.get(subject));
      }
    } catch (SQLException e) {
      failure = e;
      throw new IllegalStateException("the key of a person cannot be read", e);
    }
  }

  /**
   * Writes the keys that were made and used, before the commit.
   *
   * @throws SQLException if this, or an earlier look, failed: the group has to be run again
   */
  public void store() throws SQLException {
    if (failure != null) {
      throw failure;
    }
    if (wanted.isEmpty()) {
      return;
    }
    var fresh = List.copyOf(wanted);
    var wrapped = fresh.stream().map(keys.masters()::wrap).toList();
    try (var statement = connection.prepareStatement(ADD)) {
      statement.setArray(1, texts(fresh.stream().map(DataKey::id).toList()));
      statement.setArray(2, texts(fresh.stream().map(DataKey::subject).toList()));
      statement.setArray(3, texts(wrapped.stream().map(one -> one.text()).toList()));
      statement.setArray(4, texts(wrapped.stream().map(one -> one.masterKeyId()).toList()));
      statement.execute();
    }
  }

  private java.sql.Array texts(Collection<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }

  /** The transaction is committed: from now on the keys are known. */
  public void committed() {
    found.values().forEach(keys::remember);
    wanted.forEach(keys::remember);
  }
}
