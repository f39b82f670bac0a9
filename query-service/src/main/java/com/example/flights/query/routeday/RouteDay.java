package com.example.flights.query.routeday;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;

/** The sums of a route and day as they are shown. */
record RouteDay(
    @JsonIgnore String origin,
    @JsonIgnore String destination,
    LocalDate day,
    int flights,
    int departures,
    int cancellations,
    int bookings,
    int bookingCancellations,
    long revenueCents,
    long delayMinutes,
    int onTime) {}
