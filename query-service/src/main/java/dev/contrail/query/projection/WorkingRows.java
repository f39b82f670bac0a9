package dev.contrail.query.projection;

import dev.contrail.query.projection.Meaning.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of a batch while it is folded, so that each is written once. */
final class WorkingRows<E, K extends Record, V extends Record> {

  private record Evolved<K, V>(K key, @Nullable V row) {}

  private final Projection<E, K, V> projection;
  private final Function<V, @Nullable String> streamOf;
  private final Map<K, V> loaded;
  private final Map<K, V> rows;
  private final Map<String, Set<K>> keysOfStream = new HashMap<>();
  private final Set<K> touched = new LinkedHashSet<>();
  private final @Nullable Lives<K, V> lives;

  /**
   * @param loaded the rows there are of all that the batch concerns
   * @param streamOf the stream a row belongs to, null where rows do not say
   */
  WorkingRows(
      Projection<E, K, V> projection, Map<K, V> loaded, Function<V, @Nullable String> streamOf) {
    this(projection, loaded, streamOf, false);
  }

  /**
   * @param historyIsKept whether somebody wants to know what the rows have been meanwhile
   */
  WorkingRows(
      Projection<E, K, V> projection,
      Map<K, V> loaded,
      Function<V, @Nullable String> streamOf,
      boolean historyIsKept) {
    this.projection = projection;
    this.streamOf = streamOf;
    this.loaded = loaded;
    this.lives = historyIsKept ? new Lives<>(loaded::containsKey) : null;
    this.rows = new HashMap<>(loaded);
    loaded.forEach(this::index);
  }

  /**
   * Folds an event into all rows it concerns, or into none.
   *
   * @return the keys of those rows
   * @throws RuntimeException what the projection threw
   */
  Set<K> apply(Work<E, K> work) {
    var evolved = new ArrayList<Evolved<K, V>>();
    var keys = keys(work);
    for (var key : keys) {
      evolved.add(new Evolved<>(key, projection.evolve(key, rows.get(key), work.event())));
    }
    var at = work.event().envelope().recordedAt();
    evolved.forEach(one -> put(one, at));
    return keys;
  }

  /** Does what an event means; returns what was thrown if it is the event that is to blame. */
  @Nullable Throwable tryToApply(Meaning<E, K> meaning) {
    return tryToApply(meaning, _ -> {});
  }

  /** The same, telling of the rows that were concerned. */
  @Nullable Throwable tryToApply(Meaning<E, K> meaning, Consumer<Set<K>> concerned) {
    try {
      return switch (meaning) {
        case Meaning.Nothing<E, K> _ -> null;
        case Meaning.Fault<E, K>(var cause) -> cause;
        case Work<E, K> work -> {
          concerned.accept(apply(work));
          yield null;
        }
      };
    } catch (RuntimeException | Error e) {
      return Failure.ofEvent(e);
    }
  }

  private Set<K> keys(Work<E, K> work) {
    var named = work.keys().named();
    if (!work.keys().wholeStream()) {
      return named;
    }
    var all = new LinkedHashSet<>(keysOfStream.getOrDefault(work.event().streamId(), Set.of()));
    all.addAll(named);
    return all;
  }

  private void put(Evolved<K, V> evolved, Instant at) {
    var key = evolved.key();
    var row = evolved.row();
    touched.add(key);
    if (lives != null && !Objects.equals(row, rows.get(key))) {
      lives.changed(key, row, at);
    }
    if (row == null) {
      var gone = rows.remove(key);
      if (gone != null) {
        forget(key, gone);
      }
      return;
    }
    if (rows.put(key, row) == null) {
      index(key, row);
    }
  }

  private void index(K key, V row) {
    var stream = streamOf.apply(row);
    if (stream != null) {
      keysOfStream.computeIfAbsent(stream, _ -> new LinkedHashSet<>()).add(key);
    }
  }

  private void forget(K key, V gone) {
    var stream = streamOf.apply(gone);
    if (stream != null) {
      keysOfStream.getOrDefault(stream, new HashSet<>()).remove(key);
    }
  }

  /** All rows there are now. */
  Map<K, V> all() {
    return Map.copyOf(rows);
  }

  /** What the rows have been meanwhile, null if nobody wanted to know. */
  @Nullable Lives<K, V> lives() {
    return lives;
  }

  /** Rows that are new. */
  List<V> added() {
    return written((row, before) -> before == null);
  }

  /** Rows that are other than they were. */
  List<V> changed() {
    return written((row, before) -> before != null && !row.equals(before));
  }

  private List<V> written(BiPredicate<V, @Nullable V> wanted) {
    var written = new ArrayList<V>();
    for (var key : touched) {
      var row = rows.get(key);
      if (row != null && wanted.test(row, loaded.get(key))) {
        written.add(row);
      }
    }
    return written;
  }

  /** Keys of rows that are no more. */
  List<K> removed() {
    return touched.stream()
        .filter(key -> !rows.containsKey(key) && loaded.containsKey(key))
        .toList();
  }
}
