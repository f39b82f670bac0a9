package com.example.flights.query.seatmap;

import static java.util.Objects.requireNonNull;

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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row a flight. */
@Component
final class SeatMaps implements Projection<FlightEvent, SeatMapRow.Key, SeatMapRow> {

  static final String NAME = "seat_map";

  private final EventCodec<FlightEvent> codec;

  SeatMaps(EventCodec<FlightEvent> codec) {
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
  public boolean tellsChanges() {
    return true;
  }

  @Override
  public Class<SeatMapRow.Key> keyType() {
    return SeatMapRow.Key.class;
  }

  @Override
  public Class<SeatMapRow> rowType() {
    return SeatMapRow.class;
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
  public Keys<SeatMapRow.Key> keys(Recorded<FlightEvent> recorded) {
    return Keys.of(new SeatMapRow.Key(recorded.event().flightId()));
  }

  @Override
  public SeatMapRow evolve(
      SeatMapRow.Key key, @Nullable SeatMapRow row, Recorded<FlightEvent> recorded) {
    var seats =
        switch (recorded.event()) {
          case FlightScheduled event ->
              new SeatMapRow(
                  event.flightId(), FlightStatus.SCHEDULED, event.seats(), List.of(), 0, 0);
          case FlightRescheduled _ -> known(row);
          case FlightDeparted _ -> known(row).is(FlightStatus.DEPARTED);
          case FlightCancelled _ -> known(row).is(FlightStatus.CANCELLED).taken(List.of());
          case SeatBooked event -> known(row).with(event.seat());
          case BookingCancelled event -> known(row).without(event.seat());
        };
    return seats.asOf(recorded);
  }

  private static SeatMapRow known(@Nullable SeatMapRow row) {
    return requireNonNull(row, "the flight was never scheduled");
  }
}
