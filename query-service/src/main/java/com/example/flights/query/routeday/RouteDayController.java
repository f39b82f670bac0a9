package com.example.flights.query.routeday;

import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Page;
import dev.contrail.query.http.PageCursor;
import dev.contrail.query.http.Parameters;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The cube: sums by route and day. */
@RestController
@Reads(RouteDays.NAME)
final class RouteDayController {

  static final int MAX_LIMIT = 1_000;
  static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  static final LocalDate LAST = LocalDate.of(9_999, 12, 31);
  private static final Pattern AIRPORT = Pattern.compile("[A-Z]{3}");

  private final RouteDayTable table;

  RouteDayController(RouteDayTable table) {
    this.table = table;
  }

  /** Days on which the route had flights, both ends included; empty for a route nobody flies. */
  @GetMapping("/api/routes/{origin}-{destination}/days")
  ResponseEntity<Page<RouteDay>> days(
      @PathVariable("origin") String origin,
      @PathVariable("destination") String destination,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "100") int limit) {
    var fits = Parameters.limit(limit, MAX_LIMIT);
    var key =
        after == null
            ? FIRST.minusDays(1)
            : PageCursor.parse(
                after, parts -> Parameters.localDate("after", parts.getFirst(), FIRST));
    var found =
        table.ofRoute(
            airport("origin", origin),
            airport("destination", destination),
            Parameters.localDate("from", from, FIRST),
            Parameters.localDate("to", to, LAST),
            key,
            fits + 1);
    return Page.of(found, fits, day -> PageCursor.of(day.day()));
  }

  static String airport(String name, String code) {
    if (!AIRPORT.matcher(code).matches()) {
      throw Parameters.invalid(name, "is an airport like LAX");
    }
    return code;
  }
}
