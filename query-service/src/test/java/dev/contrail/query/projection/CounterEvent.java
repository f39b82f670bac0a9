package dev.contrail.query.projection;

import dev.contrail.events.EventCatalog;
import dev.contrail.events.EventCodec;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A toy domain: counters of a colour that are raised and cleared. */
sealed interface CounterEvent {

  EventCodec<CounterEvent> CODEC =
      new EventCodec<>(
          EventCatalog.of(CounterEvent.class)
              .type("counter-raised", 1, Raised.class)
              .type("counter-cleared", 1, Cleared.class)
              .build());

  String counter();

  String colour();

  record Raised(String counter, String colour, int by) implements CounterEvent {}

  /** Carries the total, so that sums over counters can take it away. */
  record Cleared(String counter, String colour, long total) implements CounterEvent {}

  /** One row a counter; cleared counters have none. */
  class Totals extends CounterProjection<Totals.Key, Totals.Row> {

    static final int POISON = 666;

    record Key(String counter) {}

    record Row(String counter, long total, int events, long streamVersion, long position) {}

    Totals() {
      super("counter_total", Key.class, Row.class, RowSource.ONE_STREAM);
    }

    @Override
    public Keys<Key> keys(Recorded<CounterEvent> recorded) {
      return Keys.of(new Key(recorded.event().counter()));
    }

    @Override
    public @Nullable Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      var total = row == null ? 0 : row.total();
      var events = row == null ? 0 : row.events();
      return switch (recorded.event()) {
        case Raised raised when raised.by() == POISON -> throw new ArithmeticException("poison");
        case Raised raised ->
            new Row(
                key.counter(),
                total + raised.by(),
                events + 1,
                recorded.streamVersion(),
                recorded.position());
        case Cleared _ -> null;
      };
    }
  }

  /** One row a raising, all of which see every later event of their stream. */
  class Marks extends CounterProjection<Marks.Key, Marks.Row> {

    record Key(String counter, long number) {}

    record Row(String counter, long number, String streamId, int size, long seenVersion) {}

    Marks() {
      super("counter_mark", Key.class, Row.class, RowSource.ONE_STREAM);
    }

    @Override
    public Keys<Key> keys(Recorded<CounterEvent> recorded) {
      var counter = recorded.event().counter();
      return recorded.event() instanceof Raised
          ? new Keys<>(Set.of(new Key(counter, recorded.streamVersion())), true)
          : Keys.ofStream();
    }

    @Override
    public @Nullable Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      var version = recorded.streamVersion();
      if (row != null) {
        return new Row(row.counter(), row.number(), row.streamId(), row.size(), version);
      }
      return recorded.event() instanceof Raised raised
          ? new Row(key.counter(), key.number(), recorded.streamId(), raised.by(), version)
          : null;
    }
  }

  /** One row a colour, over many counters. */
  class Colours extends CounterProjection<Colours.Key, Colours.Row> {

    record Key(String colour) {}

    record Row(String colour, long total, int events) {}

    Colours() {
      super("colour_total", Key.class, Row.class, RowSource.MANY_STREAMS);
    }

    @Override
    public Keys<Key> keys(Recorded<CounterEvent> recorded) {
      return Keys.of(new Key(recorded.event().colour()));
    }

    @Override
    public Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      var total = row == null ? 0 : row.total();
      var events = row == null ? 0 : row.events();
      return switch (recorded.event()) {
        case Raised raised -> new Row(key.colour(), total + raised.by(), events + 1);
        case Cleared cleared -> new Row(key.colour(), total - cleared.total(), events + 1);
      };
    }
  }
}
