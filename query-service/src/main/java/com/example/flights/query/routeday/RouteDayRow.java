package com.example.flights.query.routeday;

import com.example.flights.events.Leg;
import java.time.LocalDate;

/**
 * The flights of a route on a day of the origin.
 *
 * @param flights all that were scheduled, cancelled ones too
 * @param cancellations of flights
 * @param bookings all that were made
 * @param bookingCancellations bookings that ended before the flight left, by the passenger or with
 *     the flight
 * @param revenueCents fares of the bookings that did not end
 * @param delayMinutes sum over the departures; an early one counts as negative
 * @param onTime departures at most 15 minutes late
 */
record RouteDayRow(
    String origin,
    String destination,
    LocalDate day,
    int flights,
    int departures,
    int cancellations,
    int bookings,
    int bookingCancellations,
    long revenueCents,
    long delayMinutes,
    int onTime) {

  private static final int LATE = 15;

  record Key(String origin, String destination, LocalDate day) {

    static Key of(Leg leg) {
      return new Key(leg.origin(), leg.destination(), leg.departure().toLocalDate());
    }
  }

  static RouteDayRow empty(Key key) {
    return new RouteDayRow(key.origin(), key.destination(), key.day(), 0, 0, 0, 0, 0, 0, 0, 0);
  }

  RouteDayRow flight(int more, int moreBookings, long moreCents) {
    return with(
        flights + more,
        cancellations,
        bookings + moreBookings,
        bookingCancellations,
        revenueCents + moreCents);
  }

  RouteDayRow flightCancelled(int endedBookings, long refundedCents) {
    return with(
        flights,
        cancellations + 1,
        bookings,
        bookingCancellations + endedBookings,
        revenueCents - refundedCents);
  }

  RouteDayRow booked(long fareCents) {
    return with(
        flights, cancellations, bookings + 1, bookingCancellations, revenueCents + fareCents);
  }

  RouteDayRow bookingCancelled(long fareCents) {
    return with(
        flights, cancellations, bookings, bookingCancellations + 1, revenueCents - fareCents);
  }

  private RouteDayRow with(
      int flights, int cancellations, int bookings, int bookingCancellations, long revenueCents) {
    return new RouteDayRow(
        origin,
        destination,
        day,
        flights,
        departures,
        cancellations,
        bookings,
        bookingCancellations,
        revenueCents,
        delayMinutes,
        onTime);
  }

  RouteDay shown() {
    return new RouteDay(
        origin,
        destination,
        day,
        flights,
        departures,
        cancellations,
        bookings,
        bookingCancellations,
        revenueCents,
        delayMinutes,
        onTime);
  }

  RouteDayRow departed(int delay) {
    return new RouteDayRow(
        origin,
        destination,
        day,
        flights,
        departures + 1,
        cancellations,
        bookings,
        bookingCancellations,
        revenueCents,
        delayMinutes + delay,
        onTime + (delay <= LATE ? 1 : 0));
  }
}
