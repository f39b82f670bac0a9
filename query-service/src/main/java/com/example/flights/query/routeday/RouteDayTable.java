package com.example.flights.query.routeday;

import java.time.LocalDate;
import java.util.List;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Reads the days of a route. */
interface RouteDayTable extends Repository<RouteDay, LocalDate> {

  @Query(
      """
      select origin, destination, day, flights, departures, cancellations, bookings, booking_cancellations,
        revenue_cents, delay_minutes, on_time
      from projection.route_day
      where origin = :origin and destination = :destination
        and day >= :from and day <= :to and day > :after
      order by day
      limit :limit
      """)
  List<RouteDay> ofRoute(
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
}
