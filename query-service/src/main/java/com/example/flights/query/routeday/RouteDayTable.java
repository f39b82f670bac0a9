package com.example.flights.query.routeday;

import java.time.LocalDate;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Reads the days of a route and adds them up: both ends of a time are included. */
interface RouteDayTable extends Repository<RouteDay, LocalDate> {

  String SUMS =
      """
      sum(flights)::bigint as flights, sum(departures)::bigint as departures,
        sum(cancellations)::bigint as cancellations, sum(bookings)::bigint as bookings,
        sum(booking_cancellations)::bigint as booking_cancellations,
        sum(revenue_cents)::bigint as revenue_cents, sum(delay_minutes)::bigint as delay_minutes,
        sum(on_time)::bigint as on_time
      from projection.route_day
      """;

  String OF_ROUTE = "select origin, destination, ";
  String OF_AIRPORT = "select origin, null::text as destination, ";
  String BY_DAY = "day, " + SUMS;
  String BY_MONTH = "date_trunc('month', day)::date as day, " + SUMS;
  String FROM_TO =
      """
       and day >= :from and day <= :to and day > :after
      group by 1, 2, 3
      order by 3
      limit :limit
      """;
  String ON_ROUTE = "where origin = :origin and destination = :destination";
  String FROM_AIRPORT = "where origin = :origin";

  @Query(OF_ROUTE + BY_DAY + ON_ROUTE + FROM_TO)
  List<RouteDay> daysOfRoute(
      @Param("origin") String origin,
      @Param("destination") String destination,
      @Param("from") LocalDate from,
      @Param("to") LocalDate to,
      @Param("after") LocalDate after,
      @Param("limit") int limit);

  /** Those there are of these routes and days, which are given in three lists of one length. */
  @Query(
      """
      select origin, destination, day, flights, departures, cancellations, bookings,
        booking_cancellations, revenue_cents, delay_minutes, on_time
      from projection.route_day
      join unnest(array[:origins]::text[], array[:destinations]::text[], array[:days]::date[])
        as wanted (origin, destination, day) using (origin, destination, day)
      """)
  List<RouteDay> findAll(
      @Param("origins") List<String> origins,
      @Param("destinations") List<String> destinations,
      @Param("days") List<String> days);

  @Query(OF_AIRPORT + BY_DAY + FROM_AIRPORT + FROM_TO)
  List<RouteDay> daysOfAirport(
      @Param("origin") String origin,
      @Param("from") LocalDate from,
      @Param("to") LocalDate to,
      @Param("after") LocalDate after,
      @Param("limit") int limit);

  /** Each under the first day of its month. */
  @Query(OF_ROUTE + BY_MONTH + ON_ROUTE + FROM_TO)
  List<RouteDay> monthsOfRoute(
      @Param("origin") String origin,
      @Param("destination") String destination,
      @Param("from") LocalDate from,
      @Param("to") LocalDate to,
      @Param("after") LocalDate after,
      @Param("limit") int limit);

  /** Each under the first day of its month. */
  @Query(OF_AIRPORT + BY_MONTH + FROM_AIRPORT + FROM_TO)
  List<RouteDay> monthsOfAirport(
      @Param("origin") String origin,
      @Param("from") LocalDate from,
      @Param("to") LocalDate to,
      @Param("after") LocalDate after,
      @Param("limit") int limit);
}
