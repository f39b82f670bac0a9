package com.example.flights.query.board;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A flight as it is shown. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Flight(
    UUID flightId,
    String origin,
    String destination,
    LocalDateTime departure,
    int distanceMiles,
    FlightStatus status,
    @Nullable Integer delayMinutes,
    @Nullable String cancellationReason,
    int seats,
    int seatsLeft,
    long version,
    long position,
    @JsonIgnore int generation) {}
