package com.example.flights.local;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.LocalDateTime;
import java.util.UUID;

/** A line of the batch endpoint; its key makes sending it again harmless. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
sealed interface SampleCommand {
  String key();

  /** Plans the row's flight. */
  @JsonTypeName("schedule-flight")
  record ScheduleFlight(
      String key,
      UUID flightId,
      String origin,
      String destination,
      LocalDateTime departure,
      int distanceMiles,
      int seats)
      implements SampleCommand {}

  /** It has left, late or early. */
  @JsonTypeName("depart-flight")
  record DepartFlight(String key, UUID flightId, int delayMinutes) implements SampleCommand {}

  /** Generated. */
  @JsonTypeName("book-seat")
  record BookSeat(
      String key,
      UUID flightId,
      UUID bookingId,
      String passengerId,
      String passengerName,
      String seat,
      int fareCents)
      implements SampleCommand {}

  /** Generated. */
  @JsonTypeName("cancel-booking")
  record CancelBooking(String key, UUID flightId, UUID bookingId) implements SampleCommand {}
}
