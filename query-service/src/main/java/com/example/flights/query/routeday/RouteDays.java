package com.example.flights.query.routeday;

import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvent.BookingCancelled;
import com.example.flights.events.FlightEvent.FlightCancelled;
import com.example.flights.events.FlightEvent.FlightDeparted;
import com.example.flights.events.FlightEvent.FlightRescheduled;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import dev.contrail.events.Decoded;
import dev.contrail.events.EventCodec;
import dev.contrail.events.RecordedEvent;
import dev.contrail.query.projection.Keys;
import dev.contrail.query.projection.Projection;
import dev.contrail.query.projection.Recorded;
import dev.contrail.query.projection.RowSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row a route and day, whatever flights it has: sums, so that their order does not matter. */
@Component
final class RouteDays implements Projection<FlightEvent, RouteDayRow.Key, RouteDayRow> {

  static final String NAME = "route_day";

  private final EventCodec<FlightEvent> codec;

  RouteDays(EventCodec<FlightEvent> codec) {
    this.codec = codec;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public RowSource source() {
    return RowSource.MANY_STREAMS;
  }

  @Override
  public boolean tellsChanges() {
    return true;
  }

  @Override
  public Class<RouteDayRow.Key> keyType() {
    return RouteDayRow.Key.class;
  }

  @Override
  public Class<RouteDayRow> rowType() {
    return RouteDayRow.class;
  }

  @Override
  public Decoded<FlightEvent> decode(RecordedEvent event) {
    return codec.decode(event.type(), event.data());
  }

  @Override
  public Object shape() {
    return codec;
  }

  @Override
  public Keys<RouteDayRow.Key> keys(Recorded<FlightEvent> recorded) {
    var before = RouteDayRow.Key.of(recorded.event().leg());
    if (recorded.event() instanceof FlightRescheduled event) {
      var after = RouteDayRow.Key.of(event.newLeg());
      return after.equals(before) ? Keys.none() : Keys.of(Set.of(before, after));
    }
    return Keys.of(before);
  }

  @Override
  public RouteDayRow evolve(
      RouteDayRow.Key key, @Nullable RouteDayRow row, Recorded<FlightEvent> recorded) {
    var sums = row == null ? RouteDayRow.empty(key) : row;
    return switch (recorded.event()) {
      case FlightScheduled _ -> sums.flight(1, 0, 0);
      case FlightRescheduled event when key.equals(RouteDayRow.Key.of(event.newLeg())) ->
          sums.flight(1, event.bookings(), event.revenueCents());
      case FlightRescheduled event -> sums.flight(-1, -event.bookings(), -event.revenueCents());
      case FlightDeparted event -> sums.departed(event.delayMinutes());
      case FlightCancelled event -> sums.flightCancelled(event.bookings(), event.refundedCents());
      case SeatBooked event -> sums.booked(event.fareCents());
      case BookingCancelled event -> sums.bookingCancelled(event.fareCents());
    };
  }
}
