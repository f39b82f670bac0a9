package com.example.flights.query.board;

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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One row a flight. */
@Component
final class FlightBoard implements Projection<FlightEvent, FlightRow.Key, FlightRow> {

  static final String NAME = "flight_board";

  private final EventCodec<FlightEvent> codec;

  FlightBoard(EventCodec<FlightEvent> codec) {
    this.codec = codec;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 2; // 1 kept no history
  }

  @Override
  public boolean keepsHistory() {
    return true;
  }

  @Override
  public boolean tellsChanges() {
    return true;
  }

  @Override
  public Class<FlightRow.Key> keyType() {
    return FlightRow.Key.class;
  }

  @Override
  public Class<FlightRow> rowType() {
    return FlightRow.class;
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
  public Keys<FlightRow.Key> keys(Recorded<FlightEvent> recorded) {
    return Keys.of(new FlightRow.Key(recorded.event().flightId()));
  }

  @Override
  public FlightRow evolve(
      FlightRow.Key key, @Nullable FlightRow row, Recorded<FlightEvent> recorded) {
    var flight =
        switch (recorded.event()) {
          case FlightScheduled event -> FlightRow.of(event, recorded);
          case FlightRescheduled event -> known(row).leaving(event.newLeg().departure());
          case FlightDeparted event -> known(row).departed(event.delayMinutes());
          case FlightCancelled event -> known(row).cancelled(event.reason());
          case SeatBooked _ -> known(row).booked(1);
          case BookingCancelled _ -> known(row).booked(-1);
        };
    return flight.asOf(recorded);
  }

  private static FlightRow known(@Nullable FlightRow row) {
    return requireNonNull(row, "the flight was never scheduled");
  }
}
