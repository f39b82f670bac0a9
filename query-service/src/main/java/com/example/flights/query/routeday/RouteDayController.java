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

/** The cube: sums by route and day or month; empty for a route nobody flies. */
@RestController
@RequestMapping("/api/routes/{origin}-{destination}")
@Reads(RouteDays.NAME)
final class RouteDayController {

  private final RouteDayTable table;

  RouteDayController(RouteDayTable table) {
    this.table = table;
  }

  /** Days on which the route had flights, both ends included. */
  @GetMapping("/days")
  ResponseEntity<Page<RouteDay>> days(
      @PathVariable("origin") String origin,
      @PathVariable("destination") String destination,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "100") int limit) {
    var span = Span.ofDays(from, to, after, limit);
    return span.days(
        table.daysOfRoute(
            Span.airport("origin", origin),
            Span.airport("destination", destination),
            span.from(),
            span.to(),
            span.after(),
            span.wanted()));
  }

  /** Months in which the route had flights, both ends included. */
  @GetMapping("/months")
  ResponseEntity<Page<RouteMonth>> months(
      @PathVariable("origin") String origin,
      @PathVariable("destination") String destination,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "100") int limit) {
    var span = Span.ofMonths(from, to, after, limit);
    return span.months(
        table.monthsOfRoute(
            Span.airport("origin", origin),
            Span.airport("destination", destination),
            span.from(),
            span.to(),
            span.after(),
            span.wanted()));
  }
}
