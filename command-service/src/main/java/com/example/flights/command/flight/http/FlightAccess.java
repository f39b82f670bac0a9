package com.example.flights.command.flight.http;

import com.example.flights.command.flight.FlightCommand;
import com.example.flights.command.flight.FlightCommand.BookSeat;
import com.example.flights.command.flight.FlightCommand.CancelBooking;
import com.example.flights.command.flight.FlightCommand.CancelOwnBooking;
import dev.contrail.security.AccessRules;
import dev.contrail.security.Caller;
import dev.contrail.web.Problem;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.stereotype.Component;

/**
 * Who may do what with flights. Staff plan flights and book for anybody; everybody else is a
 * passenger, whose id is the subject of his token, and acts for himself.
 */
@Component
final class FlightAccess implements AccessRules {

  private static final String FLIGHTS_WRITE = "flights:write";
  private static final String BOOKINGS_WRITE = "bookings:write";

  @Override
  public void define(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          requests) {
    requests
        .requestMatchers(
            "/api/flights/*/bookings", "/api/flights/*/bookings/*/cancellation", "/api/trips")
        .hasAuthority(BOOKINGS_WRITE)
        .requestMatchers(
            "/api/flights",
            "/api/flights/batch",
            "/api/flights/*/reschedule",
            "/api/flights/*/departure",
            "/api/flights/*/cancellation")
        .hasAuthority(FLIGHTS_WRITE);
  }

  /**
   * @throws Problem 403 if the caller may not book, or not for this passenger
   */
  BookSeat requireBookable(BookSeat command) {
    requirePassenger(command.passengerId());
    return command;
  }

  /**
   * @throws Problem 403 if the caller may not book, or not for this passenger
   */
  void requirePassenger(String passengerId) {
    var caller = booker();
    if (!isStaff(caller) && !caller.subject().equals(passengerId)) {
      throw Problem.of(
          HttpStatus.FORBIDDEN,
          "not-your-passenger",
          "You book for yourself: passengerId is the subject of your token.");
    }
  }

  /**
   * The cancellation that the caller may ask for.
   *
   * @throws Problem 403 if the caller may not change bookings
   */
  FlightCommand cancellation(UUID flightId, UUID bookingId) {
    var caller = booker();
    return isStaff(caller)
        ? new CancelBooking(flightId, bookingId)
        : new CancelOwnBooking(flightId, bookingId, caller.subject());
  }

  /** A batch is open to whoever plans flights; its lines about bookings need more. */
  private static Caller booker() {
    var caller = Caller.current();
    if (!caller.may(BOOKINGS_WRITE)) {
      throw Problem.of(
          HttpStatus.FORBIDDEN, "forbidden", "The access token lacks the scope bookings:write.");
    }
    return caller;
  }

  private static boolean isStaff(Caller caller) {
    return caller.may(FLIGHTS_WRITE);
  }
}
