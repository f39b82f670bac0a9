package dev.contrail.query.projection;

import dev.contrail.events.RecordedEvent;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Folds events through a projection in memory, with the very rules of its runner, skipped events
 * included. Keeps the wanted rows and nothing else. Used by one thread.
 */
public final class Replay<E, K extends Record, V extends Record> {

  private final Projection<E, K, V> projection;
  private final String cell;
  private final Set<Long> skipped;
  private final Predicate<K> wanted;
  private final WorkingRows<E, K, V> rows;

  private Replay(
      Projection<E, K, V> projection, String cell, Set<Long> skipped, Predicate<K> wanted) {
    this.projection = projection;
    this.cell = cell;
    this.skipped = skipped;
    this.wanted = wanted;
    var stream = new RecordColumns<>(projection.rowType()).named("stream_id").orElse(null);
    this.rows =
        new WorkingRows<>(
            projection, Map.of(), row -> stream == null ? null : (String) stream.of(row));
  }

  /**
   * Begins without a row.
   *
   * @param jdbc where it is asked which events an operator has decided to leave out
   * @param wanted keys of the rows to be kept
   */
  public static <E, K extends Record, V extends Record> Replay<E, K, V> of(
      Projection<E, K, V> projection, String cell, JdbcTemplate jdbc, Predicate<K> wanted) {
    return new Replay<>(projection, cell, new SkipTable(jdbc).of(projection.name()), wanted);
  }

  /**
   * Folds the next event: in the order of positions, at least within each stream.
   *
   * @throws RuntimeException what the projection throws; nothing has happened then
   */
  public void apply(RecordedEvent event) {
    switch (Meaning.of(projection, cell, event, skipped)) {
      case Meaning.Nothing<E, K> _ -> {}
      case Meaning.Fault<E, K>(var cause) ->
          throw cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
      case Meaning.Work<E, K>(var recorded, var keys) -> {
        var named = new LinkedHashSet<>(keys.named());
        named.removeIf(wanted.negate());
        rows.apply(new Meaning.Work<>(recorded, new Keys<>(named, keys.wholeStream())));
      }
    }
  }

  /** The rows as they are now. */
  public Map<K, V> rows() {
    return rows.all();
  }

  /** One of them, null if there is none. */
  public @Nullable V row(K key) {
    return rows.all().get(key);
  }
}
