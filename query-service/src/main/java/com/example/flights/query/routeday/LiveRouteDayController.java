package com.example.flights.query.routeday;

import static java.util.Objects.requireNonNull;
import static org.springframework.http.MediaType.TEXT_EVENT_STREAM_VALUE;

import com.example.flights.query.routeday.RouteDayRow.Key;
import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Parameters;
import dev.contrail.query.live.EventClient;
import dev.contrail.query.live.LiveTable;
import dev.contrail.query.live.LiveTables;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The cube, live. */
@RestController
@Reads(RouteDays.NAME)
final class LiveRouteDayController {

  private static final int MOST_DAYS = 1_000;

  private final RouteDayTable table;
  private final LiveTable<Key, RouteDay> live;

  LiveRouteDayController(RouteDayTable table, LiveTables tables) {
    this.table = table;
    this.live =
        tables.of(
            RouteDays.NAME,
            Key.class,
            day -> new Key(day.origin(), requireNonNull(day.destination()), day.day()),
            this::find);
  }

  private List<RouteDay> find(Collection<Key> keys) {
    return table.findAll(
        keys.stream().map(Key::origin).toList(),
        keys.stream().map(Key::destination).toList(),
        keys.stream().map(key -> key.day().toString()).toList());
  }

  private record Days(String origin, String destination, LocalDate from, LocalDate to) {

    List<RouteDay> find(RouteDayTable table) {
      return table.daysOfRoute(
          origin, destination, from, to, Span.FIRST.minusDays(1), MOST_DAYS + 1);
    }

    boolean finds(RouteDay day) {
      return day.origin().equals(origin)
          && destination.equals(day.destination())
          && !day.day().isBefore(from)
          && !day.day().isAfter(to);
    }
  }

  @GetMapping(path = "/api/routes/{origin}-{destination}/days", produces = TEXT_EVENT_STREAM_VALUE)
  void days(
      @PathVariable("origin") String origin,
      @PathVariable("destination") String destination,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      EventClient client) {
    var days =
        new Days(
            Span.airport("origin", origin),
            Span.airport("destination", destination),
            Parameters.localDate("from", from, Span.FIRST),
            Parameters.localDate("to", to, Span.LAST));
    Parameters.checkFits(days.find(table).size(), MOST_DAYS);
    client.stream(live.many(() -> days.find(table), days::finds));
  }
}
