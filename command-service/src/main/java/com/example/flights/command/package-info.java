/** The command service, put together. */
@NullMarked
package com.example.flights.command;

import org.jspecify.annotations.NullMarked;
