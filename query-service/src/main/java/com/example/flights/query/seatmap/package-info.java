/** The seat map: which seats of a flight are taken. */
@NullMarked
package com.example.flights.query.seatmap;

import org.jspecify.annotations.NullMarked;
