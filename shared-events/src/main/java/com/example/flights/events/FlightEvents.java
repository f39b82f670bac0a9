package com.example.flights.events;

import com.example.flights.events.FlightEvent.BookingCancelled;
import com.example.flights.events.FlightEvent.FlightCancelled;
import com.example.flights.events.FlightEvent.FlightDeparted;
import com.example.flights.events.FlightEvent.FlightRescheduled;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import dev.contrail.events.EventCatalog;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** The names under which flight events are recorded, and the names of their streams. */
public final class FlightEvents {

  /** Every flight event with the name and version it is recorded under. */
  public static final EventCatalog<FlightEvent> CATALOG =
      EventCatalog.of(FlightEvent.class)
          .type("flight-scheduled", 1, FlightScheduled.class)
          .type("flight-rescheduled", 1, FlightRescheduled.class)
          .type("flight-departed", 1, FlightDeparted.class)
          .type("flight-cancelled", 1, FlightCancelled.class)
          .type("seat-booked", 2, SeatBooked.class)
          .upcast("seat-booked", 1, FlightEvents::withFare)
          .type("booking-cancelled", 1, BookingCancelled.class)
          .build();

  private static final String STREAM_PREFIX = "flight-";

  private FlightEvents() {}

  /** The stream of one flight. */
  public static String streamId(UUID flightId) {
    return STREAM_PREFIX + flightId;
  }

  /** Whether a stream is that of a flight. */
  public static boolean isFlight(String streamId) {
    return streamId.startsWith(STREAM_PREFIX);
  }

  /**
   * The flight of a stream.
   *
   * @throws IllegalArgumentException if it is not the stream of a flight
   */
  public static UUID flightId(String streamId) {
    if (!isFlight(streamId)) {
      throw new IllegalArgumentException(streamId + " is not the stream of a flight");
    }
    return UUID.fromString(streamId.substring(STREAM_PREFIX.length()));
  }

  /** Version 1 had the fare in US cents alone. */
  private static ObjectNode withFare(ObjectNode seatBooked) {
    var cents = seatBooked.remove("fareCents");
    seatBooked.putObject("fare").put("currency", "USD").set("cents", cents);
    return seatBooked;
  }
}
