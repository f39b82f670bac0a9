/** The query side, put together: the machinery it uses and its read models. */
@NullMarked
package com.example.flights.query;

import org.jspecify.annotations.NullMarked;
