/** Tests of the read model. */
@NullMarked
package com.example.flights.query.routeday;

import org.jspecify.annotations.NullMarked;
