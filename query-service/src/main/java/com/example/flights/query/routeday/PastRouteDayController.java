package com.example.flights.query.routeday;

import static com.example.flights.query.routeday.RouteDayController.FIRST;
import static com.example.flights.query.routeday.RouteDayController.LAST;
import static com.example.flights.query.routeday.RouteDayController.MAX_LIMIT;
import static com.example.flights.query.routeday.RouteDayController.airport;

import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Page;
import dev.contrail.query.http.PageCursor;
import dev.contrail.query.http.Parameters;
import dev.contrail.query.timetravel.Moment;
import dev.contrail.query.timetravel.Selection;
import dev.contrail.query.timetravel.TimeTravel;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The cube as it was. */
@RestController
@Reads(RouteDays.NAME)
final class PastRouteDayController {

  private final TimeTravel past;
  private final RouteDays projection;

  PastRouteDayController(TimeTravel past, RouteDays projection) {
    this.past = past;
    this.projection = projection;
  }

  /** The same days as without {@code asOf}, added up from what had happened by then. */
  @GetMapping(path = "/api/routes/{origin}-{destination}/days", params = "asOf")
  ResponseEntity<Page<RouteDay>> days(
      @PathVariable("origin") String origin,
      @PathVariable("destination") String destination,
      @RequestParam(name = "asOf") String asOf,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "100") int limit)
      throws InterruptedException {
    var fits = Parameters.limit(limit, MAX_LIMIT);
    var first = Parameters.localDate("from", from, FIRST);
    var last = Parameters.localDate("to", to, LAST);
    var previous =
        after == null
            ? FIRST.minusDays(1)
            : PageCursor.parse(after, key -> LocalDate.parse(key.getFirst()));
    var leaving = airport("origin", origin);
    var going = airport("destination", destination);
    Predicate<RouteDayRow.Key> wanted =
        key ->
            key.origin().equals(leaving)
                && key.destination().equals(going)
                && !key.day().isBefore(first)
                && !key.day().isAfter(last)
                && key.day().isAfter(previous);
    var then =
        past.rows(projection, wanted, ofRoute(leaving, going), Moment.asOf(asOf))
            .map(rows ->
                rows.stream()
                    .sorted(Comparator.comparing(RouteDayRow::day))
                    .limit(fits + 1)
                    .map(RouteDayRow::shown)
                    .toList());
    return then.answer(Page.of(then.value(), fits, day -> PageCursor.of(day.day())));
  }

  /** Every event carries its flight's leg, which may change its day but never its route. */
  private static Selection ofRoute(String origin, String destination) {
    return Selection.containing(
        "{\"leg\":{\"origin\":\"%s\",\"destination\":\"%s\"}}".formatted(origin, destination));
  }
}
