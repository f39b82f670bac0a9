package com.example.flights.command;

import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvent.BookingCancelled;
import com.example.flights.events.FlightEvent.FlightCancelled;
import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.FlightEvents;
import dev.contrail.command.faults.Domain;
import dev.contrail.events.EventCodec;
import dev.contrail.events.RecordedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Flights whose passengers want one seat each.
 *
 * @param passengers what the ids of those begin with who do; others share the database
 */
record FlightDomain(String passengers) implements Domain {

  private static final EventCodec<FlightEvent> CODEC = new EventCodec<>(FlightEvents.CATALOG);

  @Override
  public Optional<String> intention(RecordedEvent event) {
    return decoded(event)
        .filter(SeatBooked.class::isInstance)
        .map(booked -> ((SeatBooked) booked).passengerId())
        .filter(passenger -> passenger.startsWith(passengers));
  }

  /** Seats that had two live bookings at a time. */
  @Override
  public int broken(List<RecordedEvent> log) {
    Map<String, Map<String, Integer>> live = new HashMap<>();
    var broken = 0;
    for (var event : log) {
      var seats = live.computeIfAbsent(event.streamId(), stream -> new HashMap<>());
      switch (decoded(event).orElse(null)) {
        case SeatBooked booked -> broken += seats.merge(booked.seat(), 1, Integer::sum) > 1 ? 1 : 0;
        case BookingCancelled cancelled -> seats.merge(cancelled.seat(), -1, Integer::sum);
        case FlightCancelled _ -> seats.clear();
        case null, default -> {}
      }
    }
    return broken;
  }

  private static Optional<FlightEvent> decoded(RecordedEvent event) {
    return event.streamId().startsWith("flight-")
        ? Optional.of(CODEC.decode(event.type(), event.data()).orElseThrow())
        : Optional.empty();
  }
}
