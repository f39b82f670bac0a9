/** The facts the flight-booking example records. */
@NullMarked
package com.example.flights.events;

import org.jspecify.annotations.NullMarked;
