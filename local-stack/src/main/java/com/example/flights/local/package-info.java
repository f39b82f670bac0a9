/** The local run of the flights example: its sample data, and what to try with it. */
@NullMarked
package com.example.flights.local;

import org.jspecify.annotations.NullMarked;
