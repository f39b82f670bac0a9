/** The facts this system records. */
@NullMarked
package com.example.flights.events;

import org.jspecify.annotations.NullMarked;
