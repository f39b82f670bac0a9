/** Flights, bookings, revenue and delay added up by route and day. */
@NullMarked
package com.example.flights.query.routeday;

import org.jspecify.annotations.NullMarked;
