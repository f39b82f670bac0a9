package dev.contrail.query.live;

import dev.contrail.query.projection.Changes.Change;
import dev.contrail.query.projection.ReadPoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.EmptyResultDataAccessException;

/**
 * Follows one read table: whenever there may be something new it looks what has changed, once
 * however many are viewing, and passes that on to whom it concerns. As long as nobody is interested
 * it does not look.
 */
final class Feed<K extends Record, V> {

  private static final Logger log = LoggerFactory.getLogger(Feed.class);

  /** Looks also unasked, should the news be lost. */
  private static final long PATIENCE_MS = 1_000;

  /** Batches; with more it is cheaper to begin anew. */
  private static final int AT_MOST = 10_000;

  private final LiveReader<K, V> reader;
  private final Snapshots snapshots;
  private final String name;
  private final Lock lock = new ReentrantLock();
  private final Map<K, Set<Viewer<K, V>>> ofOne = new HashMap<>();
  private final Set<Viewer<K, V>> ofMany = new HashSet<>();
  private final List<KeyListener<K>> listeners = new ArrayList<>();
  private final BlockingQueue<Boolean> news = new ArrayBlockingQueue<>(1);
  private volatile @Nullable ReadPoint at;

  Feed(LiveReader<K, V> reader, Snapshots snapshots, String name) {
    this.reader = reader;
    this.snapshots = snapshots;
    this.name = name;
  }

  /** There may be something new. Never blocks. */
  void signal() {
    news.offer(true);
  }

  /** What has been passed on to all; null as long as nobody is interested. */
  @Nullable ReadPoint at() {
    return at;
  }

  /** From now on the viewer is offered what changes. */
  void add(Viewer<K, V> viewer) {
    lock.lock();
    try {
      if (at == null) {
        var now = snapshots.read(reader::now);
        at = now;
        listeners.forEach(listener -> listener.lost(now)); // nobody has looked until now
      }
      viewersLike(viewer).add(viewer);
    } finally {
      lock.unlock();
    }
  }

  void remove(Viewer<K, V> viewer) {
    lock.lock();
    try {
      viewersLike(viewer).remove(viewer);
      viewer.key().ifPresent(key -> ofOne.computeIfPresent(key, (_, v) -> v.isEmpty() ? null : v));
      if (ofOne.isEmpty() && ofMany.isEmpty() && listeners.isEmpty()) {
        at = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private Set<Viewer<K, V>> viewersLike(Viewer<K, V> viewer) {
    return viewer.key().map(key -> ofOne.computeIfAbsent(key, _ -> new HashSet<>())).orElse(ofMany);
  }

  /** Has all viewers begin anew, if there is anything personal in the rows. */
  void showAnew() {
    lock.lock();
    try {
      var now = at;
      if (now != null && reader.mayShowPersonalData()) {
        passOn(LiveBatch.anew(now));
      }
    } finally {
      lock.unlock();
    }
  }

  /** From now on the listener is told what changes, or that this is not known. */
  void add(KeyListener<K> listener) {
    lock.lock();
    try {
      listeners.add(listener);
    } finally {
      lock.unlock();
    }
  }

  /** Looks until it is interrupted. */
  void run() {
    var failing = false;
    while (true) {
      try {
        news.poll(PATIENCE_MS, TimeUnit.MILLISECONDS);
        look();
        failing = false;
      } catch (InterruptedException e) {
        return;
      } catch (EmptyResultDataAccessException e) {
        log.debug("{}: there is nothing to look at yet", name);
      } catch (RuntimeException e) {
        if (Thread.interrupted()) {
          return;
        }
        if (!failing) {
          log.warn("{}: cannot look for changes now, trying again: {}", name, e.toString());
        }
        failing = true;
      }
    }
  }

  private void look() {
    lock.lock();
    try {
      if (at == null && listeners.isEmpty()) {
        return;
      }
      var begin = System.nanoTime();
      var from = at;
      var batch = snapshots.read(() -> lookFrom(from));
      if (batch.isPresent()) {
        passOn(batch.get());
        at = batch.get().to();
      }
      listeners.forEach(listener -> listener.upToDate(begin));
    } finally {
      lock.unlock();
    }
  }

  private Optional<LiveBatch<K, V>> lookFrom(@Nullable ReadPoint from) {
    var now = reader.now();
    if (from == null) {
      return Optional.of(LiveBatch.lost(now));
    }
    if (now.equals(from)) {
      return Optional.empty();
    }
    var changed = reader.changed(from, now, AT_MOST);
    if (changed.isEmpty()) {
      return Optional.of(LiveBatch.lost(now));
    }
    listeners.forEach(listener -> listener.changed(keys(changed.get()), now));
    var rows = reader.rows(changed.get(), key -> !ofMany.isEmpty() || ofOne.containsKey(key));
    return Optional.of(LiveBatch.of(now, rows));
  }

  private static <K> List<K> keys(List<Change<K>> changed) {
    return changed.stream().map(Change::key).distinct().toList();
  }

  private void passOn(LiveBatch<K, V> batch) {
    if (batch.lost()) {
      listeners.forEach(listener -> listener.lost(batch.to()));
      ofOne.values().forEach(viewers -> viewers.forEach(viewer -> viewer.offer(batch)));
      ofMany.forEach(viewer -> viewer.offer(batch));
      return;
    }
    for (var key : batch.ofKey().keySet()) {
      ofOne.getOrDefault(key, Set.of()).forEach(viewer -> viewer.offer(batch));
    }
    if (!batch.changes().isEmpty()) {
      ofMany.forEach(viewer -> viewer.offer(batch));
    }
  }
}
