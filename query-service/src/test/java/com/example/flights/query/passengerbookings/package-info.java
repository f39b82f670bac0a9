/** Tests of the read model. */
@NullMarked
package com.example.flights.query.passengerbookings;

import org.jspecify.annotations.NullMarked;
