package dev.contrail.command.personal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.contrail.personal.DataKey;
import dev.contrail.personal.MasterKeys;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys that this instance seals with, as many as were used lately. A key is made with the first
 * event that needs it, in the transaction that appends that event: whoever makes or destroys one
 * holds the log's lock, so that no event is ever sealed with a key that was destroyed before.
 */
public final class PersonalKeys {

  private final @Nullable MasterKeys masters;
  private final Cache<String, DataKey> bySubject;

  /** Erasures that this instance has heard of; used by the sequencer alone. */
  private long erasures = -1;

  /**
   * @param cached keys that are kept in memory
   */
  public PersonalKeys(MasterKeys masters, long cached) {
    this(cached, masters);
  }

  private PersonalKeys(long cached, @Nullable MasterKeys masters) {
    this.masters = masters;
    this.bySubject = Caffeine.newBuilder().maximumSize(cached).executor(Runnable::run).build();
  }

  /** For events without personal fields; others cannot be recorded. */
  public static PersonalKeys none() {
    return new PersonalKeys(0, null);
  }

  /**
   * Called under the log's lock.
   *
   * @param erasuresSoFar counted in the log's database
   * @param subjects persons that the group's events will be about, as far as is known
   */
  public SealingGroup begin(Connection connection, long erasuresSoFar, Collection<String> subjects)
      throws SQLException {
    if (erasuresSoFar != erasures) {
      bySubject.invalidateAll();
      erasures = erasuresSoFar;
    }
    var group = new SealingGroup(this, connection);
    group.find(subjects.stream().filter(subject -> find(subject) == null).distinct().toList());
    return group;
  }

  /** After the log has turned out to be another one: its keys may be others too. */
  public void forget() {
    bySubject.invalidateAll();
  }

  @Nullable DataKey find(String subject) {
    return bySubject.getIfPresent(subject);
  }

  void remember(DataKey key) {
    bySubject.put(key.subject(), key);
  }

  MasterKeys masters() {
    return Objects.requireNonNull(masters, "there are no master keys");
  }
}
