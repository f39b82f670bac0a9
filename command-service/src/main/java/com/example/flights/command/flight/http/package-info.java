/** Commands on flights over HTTP; ids are made here. */
@NullMarked
package com.example.flights.command.flight.http;

import org.jspecify.annotations.NullMarked;
