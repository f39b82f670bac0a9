package com.example.flights.query.passengerbookings;

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

/** One row a booking; what happens to a flight happens to all its bookings. */
@Component
final class PassengerBookings implements Projection<FlightEvent, BookingRow.Key, BookingRow> {

  static final String NAME = "passenger_bookings";

  private final EventCodec<FlightEvent> codec;

  PassengerBookings(EventCodec<FlightEvent> codec) {
    this.codec = codec;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int version() {
    return 3; // 1 kept no history, 2 had the booking alone as key
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
  public Class<BookingRow.Key> keyType() {
    return BookingRow.Key.class;
  }

  @Override
  public Class<BookingRow> rowType() {
    return BookingRow.class;
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
  public Keys<BookingRow.Key> keys(Recorded<FlightEvent> recorded) {
    return switch (recorded.event()) {
      case SeatBooked event ->
          Keys.of(new BookingRow.Key(event.flightId(), event.bookingId(), event.passengerId()));
      case BookingCancelled event ->
          Keys.of(new BookingRow.Key(event.flightId(), event.bookingId(), event.passengerId()));
      case FlightRescheduled _, FlightDeparted _, FlightCancelled _ -> Keys.ofStream();
      case FlightScheduled _ -> Keys.none();
    };
  }

  @Override
  public @Nullable BookingRow evolve(
      BookingRow.Key key, @Nullable BookingRow row, Recorded<FlightEvent> recorded) {
    return switch (recorded.event()) {
      case SeatBooked event -> BookingRow.of(event, recorded);
      case BookingCancelled _ -> known(row).cancelled(recorded);
      case FlightRescheduled event -> known(row).on(event.newLeg(), recorded);
      case FlightDeparted event -> known(row).departed(event.delayMinutes(), recorded);
      case FlightCancelled _ -> known(row).flightCancelled(recorded);
      case FlightScheduled _ -> row;
    };
  }

  private static BookingRow known(@Nullable BookingRow row) {
    return requireNonNull(row, "the seat was never booked");
  }
}
