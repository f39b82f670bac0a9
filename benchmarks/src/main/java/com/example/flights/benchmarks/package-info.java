/**
 * The project's benchmark: what the machine can do and what the services do, in turn in one run.
 */
@NullMarked
package com.example.flights.benchmarks;

import org.jspecify.annotations.NullMarked;
