/** The rules of a passenger's time: pure. */
@NullMarked
package com.example.flights.command.passenger;

import org.jspecify.annotations.NullMarked;
