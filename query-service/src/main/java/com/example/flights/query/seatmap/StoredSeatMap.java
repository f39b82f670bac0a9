package com.example.flights.query.seatmap;

import java.util.List;
import java.util.UUID;

/** A seat map as it is read. */
record StoredSeatMap(
    UUID flightId,
    FlightStatus status,
    int seats,
    List<String> booked,
    long streamVersion,
    int generation) {}
