/** A passenger's bookings, with what has become of their flights. */
@NullMarked
package com.example.flights.query.passengerbookings;

import org.jspecify.annotations.NullMarked;
