/** Tests of the query service over HTTP, and stories about flights. */
@NullMarked
package com.example.flights.query;

import org.jspecify.annotations.NullMarked;
