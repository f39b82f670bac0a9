package dev.contrail.query.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.contrail.query.cache.Kept.Answer;
import dev.contrail.query.cache.Kept.Reading;
import dev.contrail.query.live.KeyListener;
import dev.contrail.query.live.LiveTable;
import dev.contrail.query.projection.ReadPoint;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers to {@code GET} of single rows. Whoever reads one first leaves a mark; the answer replaces
 * the mark only if that is still there, and a change of the row removes either. So nothing that was
 * read before a change is ever kept after it.
 */
public final class ResponseCache {

  private static final int OVERHEAD = 200;

  private final Cache<String, Kept> byPath;
  private final List<KeptTable> tables = new CopyOnWriteArrayList<>();

  ResponseCache(long maxBytes) {
    this.byPath =
        Caffeine.newBuilder().maximumWeight(maxBytes).weigher(ResponseCache::weight).build();
  }

  private static int weight(String path, Kept kept) {
    return OVERHEAD + path.length() + (kept instanceof Answer answer ? answer.body().length : 0);
  }

  /**
   * Keeps the answers to a path from now on; those that have an entity tag. Called once, when the
   * service starts.
   *
   * @param projection where they are read, and nowhere else
   * @param live tells which rows change
   * @param path with {@code {}} for the id; nothing in the answer depends on anything else
   * @param idOf the UUID that stands for a row there; in any other spelling it is not kept
   */
  public <K extends Record> void keep(
      String projection, LiveTable<K, ?> live, String path, Function<K, UUID> idOf) {
    var table = new KeptTable(projection, path, ResponseCache::isCanonical);
    tables.add(table);
    live.whenChanged(listener(table, key -> idOf.apply(key).toString()));
  }

  private static boolean isCanonical(String id) {
    try {
      return UUID.fromString(id).toString().equals(id);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  <K> KeyListener<K> listener(KeptTable table, Function<K, String> idOf) {
    return new KeyListener<>() {
      @Override
      public void changed(Collection<K> keys, ReadPoint now) {
        keys.forEach(key -> byPath.invalidate(table.path(idOf.apply(key))));
        table.isAt(now);
      }

      @Override
      public void lost(ReadPoint now) {
        byPath.asMap().values().removeIf(kept -> kept.table() == table);
        table.isAt(now);
      }

      @Override
      public void upToDate(long asOf) {
        table.upToDate(asOf);
      }
    };
  }

  /** The table that a path shows a row of, if its answers are kept. */
  Optional<KeptTable> tableOf(String path) {
    for (var table : tables) {
      if (table.matches(path)) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  /** The answer, if there is one. */
  @Nullable Answer find(String path) {
    return byPath.getIfPresent(path) instanceof Answer answer ? answer : null;
  }

  /** Leaves a mark before the answer is read; null if somebody else reads it. */
  @Nullable Reading begin(String path, KeptTable table) {
    var reading = new Reading(table);
    return byPath.asMap().putIfAbsent(path, reading) == null ? reading : null;
  }

  /** Keeps an answer, unless the row has changed since the mark was left. */
  void complete(String path, Reading reading, Answer answer) {
    byPath.asMap().replace(path, reading, answer);
  }

  /** Takes the mark away, if it is still there: there is nothing to be kept. */
  void abandon(String path, Reading reading) {
    byPath.asMap().remove(path, reading);
  }

  /** Drops every answer, and whatever is being read: it may show what is to be seen no more. */
  void clear() {
    byPath.invalidateAll();
  }

  long size() {
    return byPath.estimatedSize();
  }
}
