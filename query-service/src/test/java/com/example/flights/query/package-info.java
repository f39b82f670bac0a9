/** Tests of the query service over HTTP, and the stories they tell. */
@NullMarked
package com.example.flights.query;

import org.jspecify.annotations.NullMarked;
