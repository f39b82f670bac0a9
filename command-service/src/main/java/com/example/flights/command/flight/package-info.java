/** The rules of a flight: pure. */
@NullMarked
package com.example.flights.command.flight;

import org.jspecify.annotations.NullMarked;
