package dev.contrail.query.projection;

import dev.contrail.events.Decoded;
import dev.contrail.events.RecordedEvent;
import org.jspecify.annotations.Nullable;

/**
 * A read table as a pure fold of the log. Everything else is done by its {@link Runner}: reading
 * the topic, loading and writing rows, remembering how far it has come. A bean of this type is all
 * it takes, plus a migration that makes {@code template.<name>}.
 *
 * <p>The methods use their arguments only: no I/O, no clock, no state. What they throw is taken for
 * a fault of this event that trying again will not cure.
 *
 * @param <E> the sealed interface of the events
 * @param <K> the key of a row: a record whose components are components of the row as well
 * @param <V> a row of the table: a record, one component a column ({@code seatsBooked} is {@code
 *     seats_booked}); see {@link ColumnType} for what types there are
 */
public interface Projection<E, K extends Record, V extends Record> {

  /** The table's name, in snake_case. Never changed: it names generations and consumer groups. */
  String name();

  /** Raised whenever the same events would give other rows. */
  int version();

  Class<K> keyType();

  Class<V> rowType();

  /** Whether all events of a row come from one stream; see {@link RowSource}. */
  default RowSource source() {
    return RowSource.ONE_STREAM;
  }

  /**
   * Whether every state a row has been in is kept too, with the time during which it held, so that
   * lists can be read as they were; see {@link HistoryTable}. Needs {@code template.<name>_history}
   * and a raised {@link #version()}; rows that gather several streams cannot.
   */
  default boolean keepsHistory() {
    return false;
  }

  /**
   * Whether it is told which rows change, which live views and the cache need. Costs a statement a
   * batch.
   */
  default boolean tellsChanges() {
    return false;
  }

  /**
   * The event in the shape this projection reads. One that came after this build ({@link
   * Decoded.UnknownType}) is passed over; one that is {@link Decoded.Unreadable} is a fault.
   */
  Decoded<E> decode(RecordedEvent event);

  /**
   * Names what {@link #decode} makes of an event: projections that name the same object, such as a
   * codec they share, get the same, decoded once while they are rebuilt together. Null if nobody
   * else reads it so.
   */
  default @Nullable Object shape() {
    return null;
  }

  /** The rows an event concerns. */
  Keys<K> keys(Recorded<E> event);

  /**
   * What becomes of one of those rows.
   *
   * @param row null if there is none yet
   * @return null if there is to be none from now on
   */
  @Nullable V evolve(K key, @Nullable V row, Recorded<E> event);
}
