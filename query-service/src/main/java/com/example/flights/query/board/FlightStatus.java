package com.example.flights.query.board;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a flight has come. */
enum FlightStatus {
  SCHEDULED,
  DEPARTED,
  CANCELLED;

  @JsonValue
  String inJson() {
    return name().toLowerCase(Locale.ROOT);
  }
}
