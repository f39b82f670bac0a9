package com.example.flights.query.routeday;

import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The cube by airport: sums of all that leaves it. */
@RestController
@RequestMapping("/api/airports/{code}")
@Reads(RouteDays.NAME)
final class AirportController {

  private final RouteDayTable table;

  AirportController(RouteDayTable table) {
    this.table = table;
  }

  /** Days of the airport on which flights leave it, both ends included. */
  @GetMapping("/days")
  ResponseEntity<Page<RouteDay>> days(
      @PathVariable("code") String code,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "100") int limit) {
    var span = Span.ofDays(from, to, after, limit);
    return span.days(
        table.daysOfAirport(
            Span.airport("code", code), span.from(), span.to(), span.after(), span.wanted()));
  }

  /** Months in which flights leave the airport, both ends included. */
  @GetMapping("/months")
  ResponseEntity<Page<RouteMonth>> months(
      @PathVariable("code") String code,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "100") int limit) {
    var span = Span.ofMonths(from, to, after, limit);
    return span.months(
        table.monthsOfAirport(
            Span.airport("code", code), span.from(), span.to(), span.after(), span.wanted()));
  }
}
