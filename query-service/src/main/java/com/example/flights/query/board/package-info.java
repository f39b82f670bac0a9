/** The departure board: flights by origin, destination and time, with the seats left. */
@NullMarked
package com.example.flights.query.board;

import org.jspecify.annotations.NullMarked;
