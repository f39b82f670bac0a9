package com.example.flights.command.flight.http;

import com.example.flights.command.flight.FlightCommand.BookSeat;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/** The bodies of requests about trips. */
final class TripRequests {

  private static final int MAX_FLIGHTS = 12;

  private TripRequests() {}

  record Book(
      @NotNull
          @Pattern(regexp = FlightRequests.PASSENGER, message = FlightRequests.PASSENGER_MESSAGE)
          String passengerId,
      @NotBlank @Size(max = 100) String passengerName,
      @NotNull @Size(min = 1, max = MAX_FLIGHTS) List<@NotNull @Valid Seat> seats) {

    @AssertTrue(message = "each seat is on another flight")
    boolean isEachFlightOnce() {
      return seats == null || seats.stream().map(Seat::flightId).distinct().count() == seats.size();
    }

    List<BookSeat> toCommands(Supplier<UUID> ids) {
      return seats.stream()
          .map(seat ->
              new BookSeat(
                  seat.flightId(),
                  ids.get(),
                  passengerId,
                  passengerName,
                  seat.seat(),
                  seat.fareCents()))
          .toList();
    }
  }

  record Seat(
      @NotNull UUID flightId,
      @NotNull @Pattern(regexp = FlightRequests.SEAT, message = FlightRequests.SEAT_MESSAGE)
          String seat,
      @Min(0) @Max(10_000_000) long fareCents) {}
}
