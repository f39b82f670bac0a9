package com.example.flights.query.passengerbookings;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.contrail.events.Personal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A booking as it is shown.
 *
 * @param passengerName null once it was erased
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Booking(
    UUID bookingId,
    UUID flightId,
    String passengerId,
    @Personal(subject = "passengerId") @Nullable String passengerName,
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
