package com.example.flights.events;

import com.example.flights.events.PassengerEvent.SeatHeld;
import com.example.flights.events.PassengerEvent.SeatMoved;
import com.example.flights.events.PassengerEvent.SeatReleased;
import dev.contrail.events.EventCatalog;

/** The names under which passenger events are recorded, and the names of their streams. */
public final class PassengerEvents {

  /** Every passenger event with the name and version it is recorded under. */
  public static final EventCatalog<PassengerEvent> CATALOG =
      EventCatalog.of(PassengerEvent.class)
          .type("seat-held", 1, SeatHeld.class)
          .type("seat-moved", 1, SeatMoved.class)
          .type("seat-released", 1, SeatReleased.class)
          .build();

  private static final String STREAM_PREFIX = "passenger-";

  private PassengerEvents() {}

  /** The stream of one passenger. */
  public static String streamId(String passengerId) {
    return STREAM_PREFIX + passengerId;
  }
}
