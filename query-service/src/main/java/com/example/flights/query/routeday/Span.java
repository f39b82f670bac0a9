package com.example.flights.query.routeday;

import dev.contrail.query.http.Page;
import dev.contrail.query.http.PageCursor;
import dev.contrail.query.http.Parameters;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * What part of the cube a request is about.
 *
 * @param from first day, included
 * @param to last day, included
 * @param after the last day that was shown
 * @param limit items on a page
 */
record Span(LocalDate from, LocalDate to, LocalDate after, int limit) {

  static final int MAX_LIMIT = 1_000;
  static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  static final LocalDate LAST = LocalDate.of(9_999, 12, 31);
  private static final Pattern AIRPORT = Pattern.compile("[A-Z]{3}");

  /** Ends are days. */
  static Span ofDays(
      @Nullable String from, @Nullable String to, @Nullable String after, int limit) {
    return new Span(
        Parameters.localDate("from", from, FIRST),
        Parameters.localDate("to", to, LAST),
        shown(after),
        Parameters.limit(limit, MAX_LIMIT));
  }

  /** Ends are months, the last one included as a whole. */
  static Span ofMonths(
      @Nullable String from, @Nullable String to, @Nullable String after, int limit) {
    var last = after == null ? shown(null) : YearMonth.from(shown(after)).atEndOfMonth();
    return new Span(
        month("from", from, YearMonth.from(FIRST)).atDay(1),
        month("to", to, YearMonth.from(LAST)).atEndOfMonth(),
        last,
        Parameters.limit(limit, MAX_LIMIT));
  }

  private static LocalDate shown(@Nullable String after) {
    return after == null
        ? FIRST.minusDays(1)
        : PageCursor.parse(after, parts -> Parameters.localDate("after", parts.getFirst(), FIRST));
  }

  private static YearMonth month(String name, @Nullable String text, YearMonth without) {
    try {
      return text == null ? without : YearMonth.from(LocalDate.parse(text + "-01"));
    } catch (DateTimeException e) {
      throw Parameters.invalid(name, "is a month like 2001-01");
    }
  }

  static String airport(String name, String code) {
    if (!AIRPORT.matcher(code).matches()) {
      throw Parameters.invalid(name, "is an airport like LAX");
    }
    return code;
  }

  /** One more than fits tells whether there is another page. */
  int wanted() {
    return limit + 1;
  }

  ResponseEntity<Page<RouteDay>> days(List<RouteDay> found) {
    return Page.of(found, limit, day -> PageCursor.of(day.day()));
  }

  ResponseEntity<Page<RouteMonth>> months(List<RouteDay> found) {
    return Page.of(
        found.stream().map(RouteMonth::of).toList(),
        limit,
        month -> PageCursor.of(month.month().atDay(1)));
  }
}
