package com.example.flights.query.seatmap;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Every seat of a flight, front to back, and nothing about passengers. */
record SeatMap(UUID flightId, FlightStatus flightStatus, List<Seat> seats, long version) {

  private static final int SEATS_A_ROW = 6;

  /** Whether a seat can be had. */
  enum Availability {
    @JsonProperty("available")
    AVAILABLE,
    @JsonProperty("booked")
    BOOKED
  }

  record Seat(String seat, Availability status) {}

  static SeatMap of(StoredSeatMap stored) {
    var booked = Set.copyOf(stored.booked());
    var seats =
        IntStream.range(0, stored.seats())
            .mapToObj(SeatMap::label)
            .map(seat -> new Seat(seat, availability(booked.contains(seat))))
            .toList();
    return new SeatMap(stored.flightId(), stored.status(), seats, stored.streamVersion());
  }

  private static Availability availability(boolean booked) {
    return booked ? Availability.BOOKED : Availability.AVAILABLE;
  }

  /** Rows of six, from 1A to 1F, then 2A. */
  static String label(int index) {
    return (index / SEATS_A_ROW + 1) + String.valueOf((char) ('A' + index % SEATS_A_ROW));
  }
}
