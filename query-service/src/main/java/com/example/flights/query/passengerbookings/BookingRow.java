package com.example.flights.query.passengerbookings;

import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.Leg;
import dev.contrail.query.projection.Recorded;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking with its flight's current leg and status.
 *
 * @param streamVersion of the last event that changed it
 */
record BookingRow(
    UUID bookingId,
    String streamId,
    UUID flightId,
    String passengerId,
    String passengerName,
    String seat,
    long fareCents,
    BookingStatus status,
    FlightStatus flightStatus,
    String origin,
    String destination,
    LocalDateTime departure,
    @Nullable Integer delayMinutes,
    Instant bookedAt,
    long streamVersion,
    long position) {

  /** Clients choose the ids of bookings: another's, on another flight, may have the same one. */
  record Key(UUID flightId, UUID bookingId, String passengerId) {}

  static BookingRow of(SeatBooked event, Recorded<?> recorded) {
    return new BookingRow(
        event.bookingId(),
        recorded.streamId(),
        event.flightId(),
        event.passengerId(),
        event.passengerName(),
        event.seat(),
        event.fareCents(),
        BookingStatus.BOOKED,
        FlightStatus.SCHEDULED,
        event.leg().origin(),
        event.leg().destination(),
        event.leg().departure(),
        null,
        recorded.envelope().recordedAt(),
        recorded.streamVersion(),
        recorded.position());
  }

  BookingRow on(Leg leg, Recorded<?> recorded) {
    return with(status, flightStatus, leg, delayMinutes, recorded);
  }

  BookingRow departed(int delay, Recorded<?> recorded) {
    return with(status, FlightStatus.DEPARTED, leg(), delay, recorded);
  }

  BookingRow flightCancelled(Recorded<?> recorded) {
    return with(BookingStatus.CANCELLED, FlightStatus.CANCELLED, leg(), delayMinutes, recorded);
  }

  BookingRow cancelled(Recorded<?> recorded) {
    return with(BookingStatus.CANCELLED, flightStatus, leg(), delayMinutes, recorded);
  }

  private Leg leg() {
    return new Leg(origin, destination, departure);
  }

  private BookingRow with(
      BookingStatus newStatus,
      FlightStatus newFlightStatus,
      Leg leg,
      @Nullable Integer delay,
      Recorded<?> recorded) {
    return new BookingRow(
        bookingId,
        streamId,
        flightId,
        passengerId,
        passengerName,
        seat,
        fareCents,
        newStatus,
        newFlightStatus,
        leg.origin(),
        leg.destination(),
        leg.departure(),
        delay,
        bookedAt,
        recorded.streamVersion(),
        recorded.position());
  }
}
