package dev.contrail.query.projection;

import dev.contrail.events.Decoded;
import dev.contrail.events.RecordedEvent;
import java.util.Set;
import java.util.function.Supplier;

/** What an event means to a projection. */
sealed interface Meaning<E, K extends Record> {

  /** It does not matter, or is to be skipped. */
  record Nothing<E, K extends Record>() implements Meaning<E, K> {}

  /** It concerns these rows. */
  record Work<E, K extends Record>(Recorded<E> event, Keys<K> keys) implements Meaning<E, K> {}

  /** The projection cannot read it, however often it tries. */
  record Fault<E, K extends Record>(Throwable cause) implements Meaning<E, K> {}

  /** Asks the projection. */
  static <E, K extends Record> Meaning<E, K> of(
      Projection<E, K, ?> projection, String cell, Arrival arrival, Set<Long> skipped) {
    return of(projection, cell, arrival.event(), skipped, () -> arrival.decoded(projection));
  }

  /** The same for an event that did not come from the topic. */
  static <E, K extends Record> Meaning<E, K> of(
      Projection<E, K, ?> projection, String cell, RecordedEvent envelope, Set<Long> skipped) {
    return of(projection, cell, envelope, skipped, () -> projection.decode(envelope));
  }

  private static <E, K extends Record> Meaning<E, K> of(
      Projection<E, K, ?> projection,
      String cell,
      RecordedEvent envelope,
      Set<Long> skipped,
      Supplier<Decoded<E>> decoded) {
    if (skipped.contains(envelope.position())) {
      return new Nothing<>();
    }
    try {
      return switch (decoded.get()) {
        case Decoded.Known<E>(var event) -> of(projection, new Recorded<>(cell, envelope, event));
        case Decoded.UnknownType<E> _ -> new Nothing<>();
        case Decoded.Unreadable<E> unreadable -> {
          unreadable.orElseThrow();
          yield new Nothing<>();
        }
      };
    } catch (RuntimeException | Error e) {
      return new Fault<>(Failure.ofEvent(e));
    }
  }

  private static <E, K extends Record> Meaning<E, K> of(
      Projection<E, K, ?> projection, Recorded<E> event) {
    var keys = projection.keys(event);
    return keys.named().isEmpty() && !keys.wholeStream()
        ? new Nothing<>()
        : new Work<>(event, keys);
  }
}
