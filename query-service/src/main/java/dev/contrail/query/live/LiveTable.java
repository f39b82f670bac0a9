package dev.contrail.query.live;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The live view of one read model: sends {@code state} with a row as it is shown, {@code removed}
 * with the key of a row that is no more or belongs to the view no more, {@code ready} when all
 * there was has been sent, and {@code reset} when the client has to forget what it has, for the
 * current state follows.
 */
public final class LiveTable<K extends Record, V> {

  private final LiveReader<K, V> reader;
  private final Feed<K, V> feed;
  private final Snapshots snapshots;
  private final String scope;
  private final LongConsumer pushed;

  /**
   * @param pushed told the position of each event of which a client was sent a row
   */
  LiveTable(
      LiveReader<K, V> reader,
      Feed<K, V> feed,
      Snapshots snapshots,
      String scope,
      LongConsumer pushed) {
    this.pushed = pushed;
    this.reader = reader;
    this.feed = feed;
    this.snapshots = snapshots;
    this.scope = scope;
  }

  /** One row; {@code removed} if there is none. */
  public EventSource one(K key) {
    return viewer(new View.One<>(key));
  }

  /**
   * Many rows.
   *
   * @param current reads all of them; called on the stream's thread in a read-only transaction
   * @param filter says of any row whether it is one of them
   */
  public EventSource many(Supplier<List<V>> current, Predicate<V> filter) {
    return viewer(new View.Many<>(current, filter, false));
  }

  /**
   * The same for rows that pass the filter always or never, and that only some may know of: whoever
   * comes back is told of no others, not even that they have gone.
   */
  public EventSource own(Supplier<List<V>> current, Predicate<V> filter) {
    return viewer(new View.Many<>(current, filter, true));
  }

  private EventSource viewer(View<K, V> view) {
    return new Viewer<>(view, reader, feed, snapshots, scope, pushed);
  }

  /** From now on the listener is told which rows change, whoever is viewing. */
  public void whenChanged(KeyListener<K> listener) {
    feed.add(listener);
  }
}
