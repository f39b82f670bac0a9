package com.example.flights.query.passengerbookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A booking as it is shown. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Booking(
    UUID bookingId,
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
    long position) {}
