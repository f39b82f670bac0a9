package com.example.flights.query.seatmap;

import dev.contrail.query.projection.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The seats of a flight.
 *
 * @param booked the taken ones, in the order they were booked
 */
record SeatMapRow(
    UUID flightId,
    FlightStatus status,
    int seats,
    List<String> booked,
    long streamVersion,
    long position) {

  SeatMapRow {
    booked = List.copyOf(booked);
  }

  record Key(UUID flightId) {}

  SeatMapRow is(FlightStatus newStatus) {
    return new SeatMapRow(flightId, newStatus, seats, booked, streamVersion, position);
  }

  SeatMapRow taken(List<String> nowBooked) {
    return new SeatMapRow(flightId, status, seats, nowBooked, streamVersion, position);
  }

  SeatMapRow with(String seat) {
    var more = new ArrayList<>(booked);
    more.add(seat);
    return taken(more);
  }

  SeatMapRow without(String seat) {
    return taken(booked.stream().filter(other -> !other.equals(seat)).toList());
  }

  StoredSeatMap stored() {
    return new StoredSeatMap(flightId, status, seats, booked, streamVersion, 0);
  }

  SeatMapRow asOf(Recorded<?> recorded) {
    return new SeatMapRow(
        flightId, status, seats, booked, recorded.streamVersion(), recorded.position());
  }
}
