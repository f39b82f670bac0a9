/** The sample data, and the whole system running on it. */
@NullMarked
package com.example.flights.local;

import org.jspecify.annotations.NullMarked;
