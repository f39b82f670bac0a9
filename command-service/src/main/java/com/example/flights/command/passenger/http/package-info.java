/** What a passenger may ask about himself. */
@NullMarked
package com.example.flights.command.passenger.http;

import org.jspecify.annotations.NullMarked;
