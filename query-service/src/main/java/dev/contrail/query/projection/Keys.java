package dev.contrail.query.projection;

import java.util.Set;

/**
 * The rows that an event concerns.
 *
 * @param named rows by their key, there or not
 * @param wholeStream all rows there are of the event's stream besides; the row then has a component
 *     {@code streamId}, which is the stream it belongs to
 */
public record Keys<K extends Record>(Set<K> named, boolean wholeStream) {

  /** No row: the event does not matter here. */
  public static <K extends Record> Keys<K> none() {
    return new Keys<>(Set.of(), false);
  }

  /** One row. */
  public static <K extends Record> Keys<K> of(K key) {
    return new Keys<>(Set.of(key), false);
  }

  /** These rows. */
  public static <K extends Record> Keys<K> of(Set<K> keys) {
    return new Keys<>(Set.copyOf(keys), false);
  }

  /** All rows of the event's stream. */
  public static <K extends Record> Keys<K> ofStream() {
    return new Keys<>(Set.of(), true);
  }
}
