/** Tests of the read model. */
@NullMarked
package com.example.flights.query.seatmap;

import org.jspecify.annotations.NullMarked;
