/** The command service of the flight-booking example, put together. */
@NullMarked
package com.example.flights.command;

import org.jspecify.annotations.NullMarked;
