package com.example.flights.query.routeday;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The sums of a day as they are shown: of a route, or of all that left an airport.
 *
 * @param destination null if they are those of an airport
 */
record RouteDay(
    @JsonIgnore String origin,
    @JsonIgnore @Nullable String destination,
    LocalDate day,
    long flights,
    long departures,
    long cancellations,
    long bookings,
    long bookingCancellations,
    long revenueCents,
    long delayMinutes,
    long onTime) {

  /** The part of the departures that was on time; there is none of no departures. */
  @JsonProperty
  @Nullable Double onTimeShare() {
    return departures == 0 ? null : Double.valueOf((double) onTime / departures);
  }
}
