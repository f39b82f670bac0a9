package com.example.flights.command.flight.http;

import com.example.flights.command.flight.FlightCommand.BookSeat;
import com.example.flights.command.flight.FlightCommand.CancelFlight;
import com.example.flights.command.flight.FlightCommand.DepartFlight;
import com.example.flights.command.flight.FlightCommand.RescheduleFlight;
import com.example.flights.command.flight.FlightCommand.ScheduleFlight;
import com.example.flights.events.Leg;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The bodies of requests about flights. */
final class FlightRequests {

  private static final String AIRPORT = "[A-Z]{3}";
  private static final String AIRPORT_MESSAGE = "must be an IATA code of three capital letters";
  static final String PASSENGER = "(?!\\.{1,2}$)[A-Za-z0-9._:|@+~-]{1,128}";
  static final String PASSENGER_MESSAGE =
      "must be 1 to 128 letters, digits and . _ : | @ + ~ - and not dots alone";
  static final String SEAT = "[1-9]\\d{0,2}[A-F]";
  static final String SEAT_MESSAGE = "must be a seat such as 12A";
  private static final int FIRST_YEAR = 1903;
  private static final int LAST_YEAR = 2199;

  private FlightRequests() {}

  private static boolean inRange(@Nullable LocalDateTime departure) {
    return departure == null
        || (departure.getYear() >= FIRST_YEAR && departure.getYear() <= LAST_YEAR);
  }

  /**
   * @param flightId chosen by the client, or null to have one made
   * @param departure in the local time of the origin
   */
  record Schedule(
      @Nullable UUID flightId,
      @NotNull @Pattern(regexp = AIRPORT, message = AIRPORT_MESSAGE) String origin,
      @NotNull @Pattern(regexp = AIRPORT, message = AIRPORT_MESSAGE) String destination,
      @NotNull LocalDateTime departure,
      @Min(1) @Max(20_000) int distanceMiles,
      @Min(1) @Max(853) int seats) {

    @AssertTrue(message = "departure must be in the years 1903 to 2199")
    boolean isDepartureInRange() {
      return inRange(departure);
    }

    ScheduleFlight toCommand(UUID id) {
      return new ScheduleFlight(id, new Leg(origin, destination, departure), distanceMiles, seats);
    }
  }

  /**
   * @param departure in the local time of the origin
   */
  record Reschedule(@NotNull LocalDateTime departure) {

    @AssertTrue(message = "departure must be in the years 1903 to 2199")
    boolean isDepartureInRange() {
      return inRange(departure);
    }

    RescheduleFlight toCommand(UUID flightId) {
      return new RescheduleFlight(flightId, departure);
    }
  }

  /**
   * @param delayMinutes negative = early
   */
  record Depart(@Min(-1_440) @Max(10_080) int delayMinutes) {

    DepartFlight toCommand(UUID flightId) {
      return new DepartFlight(flightId, delayMinutes);
    }
  }

  record Cancel(@NotBlank @Size(max = 200) String reason) {

    CancelFlight toCommand(UUID flightId) {
      return new CancelFlight(flightId, reason);
    }
  }

  /**
   * @param bookingId chosen by the client, or null to have one made
   */
  record Book(
      @Nullable UUID bookingId,
      @NotNull @Pattern(regexp = PASSENGER, message = PASSENGER_MESSAGE) String passengerId,
      @NotBlank @Size(max = 100) String passengerName,
      @NotNull @Pattern(regexp = SEAT, message = SEAT_MESSAGE) String seat,
      @Min(0) @Max(10_000_000) long fareCents) {

    BookSeat toCommand(UUID flightId, UUID id) {
      return new BookSeat(flightId, id, passengerId, passengerName, seat, fareCents);
    }
  }
}
