package dev.contrail.query.personal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.contrail.personal.DataKey;
import dev.contrail.personal.KeyRecord;
import dev.contrail.personal.MasterKeys;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that this instance opens with. What it has in memory is read from the table within the
 * memory's own lock, and dropped there after it was destroyed in the table: so no key outlives its
 * end here.
 */
final class KeyRing {

  private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

  /** Another instance may have put the key into the table. */
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private static final int MAX_MISSED = 10_000;

  /** What is known of a key. */
  sealed interface Found {

    record Open(DataKey key) implements Found {}

    /** For good. */
    record Destroyed() implements Found {}

    /** It has not arrived yet. */
    record Missing() implements Found {}

    /** No topic has it: what is imported comes without. */
    record Lost() implements Found {}

    /** It is here, but not the master key that it is wrapped by. */
    record Locked() implements Found {}
  }

  private final KeyTable table;
  private final MasterKeys masters;
  private final Cache<String, Found> byId;
  private final Lock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private long waits;
  private long heard;
  private volatile String complaint = "";

  /** Keys that something had to be shown without. */
  private final Set<String> missed = ConcurrentHashMap.newKeySet();

  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  KeyRing(KeyTable table, MasterKeys masters, long cached) {
    this.table = table;
    this.masters = masters;
    this.byId = Caffeine.newBuilder().maximumSize(cached).executor(Runnable::run).build();
  }

  /** Called when something that was shown has to be shown anew. */
  void whenChanged(Runnable listener) {
    listeners.add(listener);
  }

  Found find(String keyId) {
    var found = byId.get(keyId, id -> table.find(id).map(this::found).orElse(new Found.Missing()));
    if (found instanceof Found.Missing || found instanceof Found.Locked) {
      byId.asMap().remove(keyId, found);
    }
    return found;
  }

  boolean isMissing(String keyId) {
    return find(keyId) instanceof Found.Missing;
  }

  boolean isLocked(String keyId) {
    return find(keyId) instanceof Found.Locked;
  }

  private Found found(KeyRecord key) {
    var wrapped = key.wrapped();
    if (wrapped == null) {
      return new Found.Destroyed();
    }
    try {
      return new Found.Open(masters.unwrap(key.keyId(), key.subject(), wrapped));
    } catch (IllegalStateException e) {
      complain(String.valueOf(e.getMessage()));
      return new Found.Locked();
    }
  }

  /** Once, and not for each row that is asked for. */
  private void complain(String message) {
    if (!message.equals(complaint)) {
      complaint = message;
      log.error("what is personal of some cannot be shown: {}", message);
    }
  }

  /**
   * Waits until all keys have arrived, or are known to be lost: an event is published after the key
   * that it is sealed with, so whoever sees the event and has heard the topic to its end will hear
   * of no such key.
   *
   * @return false if that did not become known in time
   */
  boolean await(Collection<String> keyIds, Duration atMost) throws InterruptedException {
    var deadline = System.nanoTime() + atMost.toNanos();
    lock.lock();
    try {
      var wait = ++waits;
      var missing = missing(keyIds);
      while (!missing.isEmpty()) {
        if (heard >= wait) {
          lost(missing);
          return true;
        }
        var left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        arrived.await(Math.min(left, LOOK_EVERY.toNanos()), TimeUnit.NANOSECONDS);
        missing = missing(missing);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private List<String> missing(Collection<String> keyIds) {
    return keyIds.stream().filter(this::isMissing).toList();
  }

  private void lost(List<String> keyIds) {
    keyIds.forEach(key -> byId.put(key, new Found.Lost()));
    complain("no topic has their keys; was the log imported without?");
  }

  /** How many have begun to wait; whoever then hears the topic to its end tells them. */
  long waits() {
    lock.lock();
    try {
      return waits;
    } finally {
      lock.unlock();
    }
  }

  /** The topic was heard up to where it ended after so many had begun to wait. */
  void heard(long waits) {
    lock.lock();
    try {
      heard = Math.max(heard, waits);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Something was shown without this key: it has to be shown anew once the key is here. */
  void missed(String keyId) {
    if (missed.size() < MAX_MISSED) {
      missed.add(keyId);
    }
  }

  /**
   * Forgets what is in memory: what the table has taken in may have passed by this instance. Has to
   * be called after it is known where the topic is read from; what comes later is heard.
   */
  void startAnew() {
    byId.invalidateAll();
    missed.clear();
    tell(true);
  }

  /** The table has taken these in. */
  void arrived(Collection<KeyRecord> keys) {
    var anew = false;
    lock.lock(); // or somebody who has just not found one says afterwards that it is lost
    try {
      for (var key : keys) {
        var ended = key.destroyedAt() != null;
        if (ended || byId.getIfPresent(key.keyId()) instanceof Found.Lost) {
          byId.invalidate(key.keyId());
        }
        anew |= missed.remove(key.keyId()) || ended;
      }
    } finally {
      lock.unlock();
    }
    tell(anew);
  }

  private void tell(boolean anew) {
    lock.lock();
    try {
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    if (anew) {
      listeners.forEach(Runnable::run);
    }
  }
}
