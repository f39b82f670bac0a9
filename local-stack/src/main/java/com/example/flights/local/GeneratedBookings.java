package com.example.flights.local;

import com.example.flights.local.SampleCommand.BookSeat;
import com.example.flights.local.SampleCommand.CancelBooking;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Invents up to three bookings for a flight, and cancels some: the same ones every time, for the
 * seed is fixed.
 */
final class GeneratedBookings {
  private static final long SEED = 20_010_101;
  private static final int MOST_BOOKINGS = 3;
  private static final int PASSENGERS = 400;
  private static final int SEATS_A_ROW = 6;
  private static final int ONE_IN_CANCELLED = 12;
  private static final int BASE_FARE_CENTS = 4_900;
  private static final int MOST_CENTS_A_MILE = 15;
  private static final List<String> FIRST_NAMES =
      List.of("Ada", "Ben", "Chloé", "Dmitri", "Emeka", "Fatima", "Grace", "Hiro", "Inés", "Jonas");
  private static final List<String> LAST_NAMES =
      List.of("Abara", "Berg", "Costa", "Díaz", "Endo", "Fischer", "Gupta", "Haddad");

  private GeneratedBookings() {}

  static List<SampleCommand> of(SampleFlight flight, int seats) {
    var random = new SplittableRandom(SEED + flight.row());
    var commands = new ArrayList<SampleCommand>();
    int bookings = random.nextInt(MOST_BOOKINGS + 1);
    int firstSeat = random.nextInt(seats - MOST_BOOKINGS);
    for (int i = 0; i < bookings; i++) {
      var booking = book(flight, i, firstSeat + i, random);
      commands.add(booking);
      if (random.nextInt(ONE_IN_CANCELLED) == 0) {
        var key = "%s-cancel".formatted(booking.key());
        commands.add(new CancelBooking(key, booking.flightId(), booking.bookingId()));
      }
    }
    return commands;
  }

  private static BookSeat book(SampleFlight flight, int number, int seat, SplittableRandom random) {
    // in turn: the file is in the order of time, so a passenger is back after five days and never
    // on two flights at once
    int passenger = (flight.row() * MOST_BOOKINGS + number) % PASSENGERS;
    int fare = BASE_FARE_CENTS + flight.distanceMiles() * random.nextInt(1, MOST_CENTS_A_MILE);
    return new BookSeat(
        "sample-%d-book-%d".formatted(flight.row(), number),
        flight.flightId(),
        UUID.nameUUIDFromBytes(
            "%s booking %d".formatted(flight, number).getBytes(StandardCharsets.UTF_8)),
        "p-" + passenger,
        nameOf(passenger),
        nameOfSeat(seat),
        fare);
  }

  private static String nameOf(int passenger) {
    return "%s %s"
        .formatted(
            FIRST_NAMES.get(passenger % FIRST_NAMES.size()),
            LAST_NAMES.get(passenger / FIRST_NAMES.size() % LAST_NAMES.size()));
  }

  /** Rows of six: seat 0 is 1A, seat 6 is 2A. */
  private static String nameOfSeat(int seat) {
    return "%d%c".formatted(seat / SEATS_A_ROW + 1, 'A' + seat % SEATS_A_ROW);
  }
}
