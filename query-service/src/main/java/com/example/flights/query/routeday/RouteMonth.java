package com.example.flights.query.routeday;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.YearMonth;

/** The sums of a month as they are shown. */
record RouteMonth(
    @JsonProperty YearMonth month, @JsonUnwrapped @JsonIgnoreProperties("day") RouteDay sums) {

  /**
   * @param sums of the whole month, under its first day
   */
  static RouteMonth of(RouteDay sums) {
    return new RouteMonth(YearMonth.from(sums.day()), sums);
  }
}
