package com.example.flights.query.routeday;

import java.time.LocalDate;

/** The sums of a route and day as they are shown. */
record RouteDay(
    LocalDate day,
    int flights,
    int departures,
    int cancellations,
    int bookings,
    int bookingCancellations,
    long revenueCents,
    long delayMinutes,
    int onTime) {}
