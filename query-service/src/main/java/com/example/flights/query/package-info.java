/** The query side of the flight-booking example: the machinery it uses and its read models. */
@NullMarked
package com.example.flights.query;

import org.jspecify.annotations.NullMarked;
