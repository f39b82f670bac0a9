package com.example.flights.query.routeday;

import static com.example.flights.query.routeday.Span.FIRST;
import static com.example.flights.query.routeday.Span.LAST;
import static com.example.flights.query.routeday.Span.MAX_LIMIT;
import static com.example.flights.query.routeday.Span.airport;

import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Page;
import dev.contrail.query.http.PageCursor;
import dev.contrail.query.http.Parameters;
import dev.contrail.query.timetravel.Moment;
import dev.contrail.query.timetravel.Selection;
import dev.contrail.query.timetravel.TimeTravel;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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
    var route = new Route(airport("origin", origin), airport("destination", destination));
    Predicate<RouteDayRow.Key> wanted = key -> route.has(key) && isWithin(key.day(), first, last);
    var then =
        past.rows(projection, wanted, route.selection(), Moment.asOf(asOf))
            .map(rows -> page(rows, previous, fits + 1));
    return then.answer(Page.of(then.value(), fits, day -> PageCursor.of(day.day())));
  }

  private static boolean isWithin(LocalDate day, LocalDate first, LocalDate last) {
    return !day.isBefore(first) && !day.isAfter(last);
  }

  private static List<RouteDay> page(Collection<RouteDayRow> rows, LocalDate previous, int limit) {
    return rows.stream()
        .filter(row -> row.day().isAfter(previous))
        .sorted(Comparator.comparing(RouteDayRow::day))
        .limit(limit)
        .map(RouteDayRow::shown)
        .toList();
  }

  private record Route(String origin, String destination) {

    boolean has(RouteDayRow.Key key) {
      return key.origin().equals(origin) && key.destination().equals(destination);
    }

    /** Every event carries its flight's leg, which may change its day but never its route. */
    Selection selection() {
      return Selection.containing(
          "{\"leg\":{\"origin\":\"%s\",\"destination\":\"%s\"}}".formatted(origin, destination));
    }
  }
}
