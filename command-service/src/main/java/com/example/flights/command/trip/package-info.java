/** The rules across flights and their passengers: pure. */
@NullMarked
package com.example.flights.command.trip;

import org.jspecify.annotations.NullMarked;
