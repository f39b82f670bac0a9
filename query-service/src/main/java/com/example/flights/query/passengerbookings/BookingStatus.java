package com.example.flights.query.passengerbookings;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Whether a booking stands; one of a cancelled flight is cancelled. */
enum BookingStatus {
  BOOKED,
  CANCELLED;

  @JsonValue
  String inJson() {
    return name().toLowerCase(Locale.ROOT);
  }
}
