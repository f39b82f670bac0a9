package com.example.flights.query.passengerbookings;

import dev.contrail.security.Caller;

/** A passenger sees his own bookings, staff see everybody's; to others there are none. */
final class BookingAccess {

  /** Whoever plans flights is staff. */
  private static final String STAFF = "flights:write";

  private BookingAccess() {}

  static boolean isOpen(String passengerId) {
    var caller = Caller.current();
    return caller.may(STAFF) || caller.subject().equals(passengerId);
  }
}
