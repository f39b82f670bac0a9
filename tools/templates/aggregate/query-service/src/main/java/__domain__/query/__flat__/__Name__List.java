package __domain__.query.__flat__;

import static java.util.Objects.requireNonNull;

import __domain__.events.__Name__Event;
import __domain__.events.__Name__Event.__Name__Issued;
import __domain__.events.__Name__Event.__Name__Redeemed;
import __domain__.events.__Name__Events;
import dev.contrail.events.Decoded;
import dev.contrail.events.EventCodec;
import dev.contrail.events.RecordedEvent;
import dev.contrail.query.projection.Keys;
import dev.contrail.query.projection.Projection;
import dev.contrail.query.projection.Recorded;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row __article__ __words__. */
@Component
final class __Name__List implements Projection<__Name__Event, __Name__Row.Key, __Name__Row> {

  static final String NAME = "__snake___list";

  private final EventCodec<__Name__Event> codec = new EventCodec<>(__Name__Events.CATALOG);

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<__Name__Row.Key> keyType() {
    return __Name__Row.Key.class;
  }

  @Override
  public Class<__Name__Row> rowType() {
    return __Name__Row.class;
  }

  @Override
  public Decoded<__Name__Event> decode(RecordedEvent event) {
    return codec.decode(event.type(), event.data());
  }

  @Override
  public Keys<__Name__Row.Key> keys(Recorded<__Name__Event> recorded) {
    return Keys.of(new __Name__Row.Key(recorded.event().__name__Id()));
  }

  @Override
  public __Name__Row evolve(
      __Name__Row.Key key, @Nullable __Name__Row row, Recorded<__Name__Event> recorded) {
    var __name__ =
        switch (recorded.event()) {
          case __Name__Issued event -> __Name__Row.of(event);
          case __Name__Redeemed event -> known(row).redeemed(event.redeemedBy());
        };
    return __name__.asOf(recorded);
  }

  private static __Name__Row known(@Nullable __Name__Row row) {
    return requireNonNull(row, "it was never issued");
  }
}
