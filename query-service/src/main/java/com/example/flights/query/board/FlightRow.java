package com.example.flights.query.board;

import com.example.flights.events.FlightEvent.FlightScheduled;
import dev.contrail.query.projection.Recorded;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A flight as the board keeps it. */
record FlightRow(
    UUID flightId,
    String origin,
    String destination,
    LocalDateTime departure,
    int distanceMiles,
    FlightStatus status,
    @Nullable Integer delayMinutes,
    @Nullable String cancellationReason,
    int seats,
    int seatsBooked,
    long streamVersion,
    long position) {

  record Key(UUID flightId) {}

  static FlightRow of(FlightScheduled event, Recorded<?> recorded) {
    return new FlightRow(
        event.flightId(),
        event.leg().origin(),
        event.leg().destination(),
        event.leg().departure(),
        event.distanceMiles(),
        FlightStatus.SCHEDULED,
        null,
        null,
        event.seats(),
        0,
        recorded.streamVersion(),
        recorded.position());
  }

  FlightRow leaving(LocalDateTime newDeparture) {
    return with(newDeparture, status, delayMinutes, cancellationReason, seatsBooked);
  }

  FlightRow departed(int delay) {
    return with(departure, FlightStatus.DEPARTED, delay, cancellationReason, seatsBooked);
  }

  FlightRow cancelled(String reason) {
    return with(departure, FlightStatus.CANCELLED, delayMinutes, reason, 0);
  }

  FlightRow booked(int more) {
    return with(departure, status, delayMinutes, cancellationReason, seatsBooked + more);
  }

  private FlightRow with(
      LocalDateTime departure,
      FlightStatus status,
      @Nullable Integer delayMinutes,
      @Nullable String cancellationReason,
      int seatsBooked) {
    return new FlightRow(
        flightId,
        origin,
        destination,
        departure,
        distanceMiles,
        status,
        delayMinutes,
        cancellationReason,
        seats,
        seatsBooked,
        streamVersion,
        position);
  }

  Flight shown() {
    return new Flight(
        flightId,
        origin,
        destination,
        departure,
        distanceMiles,
        status,
        delayMinutes,
        cancellationReason,
        seats,
        seats - seatsBooked,
        streamVersion,
        position,
        0);
  }

  FlightRow asOf(Recorded<?> recorded) {
    return new FlightRow(
        flightId,
        origin,
        destination,
        departure,
        distanceMiles,
        status,
        delayMinutes,
        cancellationReason,
        seats,
        seatsBooked,
        recorded.streamVersion(),
        recorded.position());
  }
}
