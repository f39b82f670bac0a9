/** Tests of the read model. */
@NullMarked
package com.example.flights.query.board;

import org.jspecify.annotations.NullMarked;
