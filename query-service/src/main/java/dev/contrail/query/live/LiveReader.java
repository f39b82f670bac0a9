package dev.contrail.query.live;

import dev.contrail.events.PersonalFields;
import dev.contrail.query.live.LiveBatch.LiveChange;
import dev.contrail.query.projection.Changes;
import dev.contrail.query.projection.Changes.Change;
import dev.contrail.query.projection.ReadPoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Reads one read table as it is shown. All methods run in a snapshot of the caller's. */
final class LiveReader<K extends Record, V> {

  private static final int AT_ONCE = 1_000;

  private final Changes changes;
  private final JsonMapper json;
  private final String projection;
  private final Class<K> keyType;
  private final Function<V, K> keyOf;
  private final Function<Collection<K>, List<V>> byKeys;
  private volatile boolean hasShown;
  private volatile boolean showsPersonalData;

  LiveReader(
      Changes changes,
      JsonMapper json,
      String projection,
      Class<K> keyType,
      Function<V, K> keyOf,
      Function<Collection<K>, List<V>> byKeys) {
    this.changes = changes;
    this.json = json;
    this.projection = projection;
    this.keyType = keyType;
    this.keyOf = keyOf;
    this.byKeys = byKeys;
  }

  ReadPoint now() {
    return changes.now(projection);
  }

  /**
   * The keys of rows that have changed; empty if that is not known or more than so many batches.
   */
  Optional<List<Change<K>>> changed(ReadPoint from, ReadPoint to, int atMost) {
    return changes.between(projection, keyType, from, to, atMost);
  }

  /** The rows that have changed, as they are now, of those keys that matter. */
  List<LiveChange<K, V>> rows(List<Change<K>> changed, Predicate<K> matters) {
    var keys = new LinkedHashSet<K>();
    changed.forEach(change -> {
      if (matters.test(change.key())) {
        keys.add(change.key());
      }
    });
    var rows = rows(keys);
    var events = new HashMap<K, ServerEvent>();
    keys.forEach(key -> events.put(key, event(key, rows.get(key))));
    var found = new ArrayList<LiveChange<K, V>>();
    for (var change : changed) {
      var key = change.key();
      var event = events.get(key);
      if (event != null) {
        found.add(
            new LiveChange<>(change.partition(), change.position(), key, rows.get(key), event));
      }
    }
    return found;
  }

  Map<K, V> rows(Collection<K> keys) {
    var rows = new HashMap<K, V>();
    var rest = List.copyOf(keys);
    while (!rest.isEmpty()) {
      var some = rest.subList(0, Math.min(AT_ONCE, rest.size()));
      byKeys.apply(some).forEach(row -> rows.put(keyOf.apply(row), row));
      rest = rest.subList(some.size(), rest.size());
    }
    return rows;
  }

  K keyOf(V row) {
    return keyOf.apply(row);
  }

  /** Whether rows have personal fields, which is not known before the first one was shown. */
  boolean mayShowPersonalData() {
    return !hasShown || showsPersonalData;
  }

  ServerEvent event(K key, @Nullable V row) {
    if (row != null && !hasShown) {
      showsPersonalData = !PersonalFields.of(row.getClass()).all().isEmpty();
      hasShown = true;
    }
    return row == null ? removed(key) : ServerEvent.of("state", json.writeValueAsString(row));
  }

  ServerEvent removed(K key) {
    return ServerEvent.of("removed", json.writeValueAsString(key));
  }
}
