package com.example.flights.query.passengerbookings;

import static com.example.flights.query.Stories.LEG;
import static com.example.flights.query.Stories.NEXT_DAY;
import static com.example.flights.query.Stories.booked;
import static com.example.flights.query.Stories.bookingCancelled;
import static com.example.flights.query.Stories.cancelled;
import static com.example.flights.query.Stories.departed;
import static com.example.flights.query.Stories.rescheduled;
import static com.example.flights.query.Stories.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvents;
import com.example.flights.events.Leg;
import com.example.flights.query.Stories;
import dev.contrail.query.projection.PureFold;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PassengerBookingsTests {

  private static final Instant BOOKED_SECOND = Instant.parse("2026-01-01T00:00:00.002Z");
  private static final Instant BOOKED_THIRD = Instant.parse("2026-01-01T00:00:00.003Z");

  private final PassengerBookings bookings = new PassengerBookings(Stories.CODEC);

  private Set<BookingRow> after(FlightEvent... events) {
    return PureFold.rows(bookings, Stories.of(events));
  }

  private static BookingRow row(
      int number,
      String seat,
      BookingStatus status,
      FlightStatus flightStatus,
      Leg leg,
      @Nullable Integer delay,
      Instant bookedAt,
      long version) {
    return new BookingRow(
        Stories.booking(number),
        FlightEvents.streamId(Stories.FLIGHT),
        Stories.FLIGHT,
        "p-" + number,
        "Passenger " + number,
        seat,
        100,
        status,
        flightStatus,
        leg.origin(),
        leg.destination(),
        leg.departure(),
        delay,
        bookedAt,
        version,
        version);
  }

  private static BookingRow first(
      BookingStatus status, FlightStatus flight, Leg leg, @Nullable Integer delay, long version) {
    return row(1, "1A", status, flight, leg, delay, BOOKED_SECOND, version);
  }

  private static BookingRow second(
      BookingStatus status, FlightStatus flight, Leg leg, @Nullable Integer delay, long version) {
    return row(2, "1B", status, flight, leg, delay, BOOKED_THIRD, version);
  }

  @Test
  void aFlightWithoutBookingsHasNoRows() {
    assertThat(after(scheduled(), departed(0))).isEmpty();
  }

  @Test
  void cancellingOneBookingLeavesTheOther() {
    var rows =
        after(
            scheduled(),
            booked(1, "1A", 100),
            booked(2, "1B", 100),
            bookingCancelled(1, "1A", 100));
    assertThat(rows)
        .containsExactlyInAnyOrder(
            first(BookingStatus.CANCELLED, FlightStatus.SCHEDULED, LEG, null, 4),
            second(BookingStatus.BOOKED, FlightStatus.SCHEDULED, LEG, null, 3));
  }

  @Test
  void whatHappensToTheFlightHappensToAllItsBookings() {
    var rows =
        after(
            scheduled(),
            booked(1, "1A", 100),
            booked(2, "1B", 100),
            rescheduled(2, 200),
            departed(12));
    assertThat(rows)
        .containsExactlyInAnyOrder(
            first(BookingStatus.BOOKED, FlightStatus.DEPARTED, NEXT_DAY, 12, 5),
            second(BookingStatus.BOOKED, FlightStatus.DEPARTED, NEXT_DAY, 12, 5));
  }

  @Test
  void aCancelledFlightCancelsItsBookings() {
    assertThat(after(scheduled(), booked(1, "1A", 100), cancelled(1, 100)))
        .containsExactly(first(BookingStatus.CANCELLED, FlightStatus.CANCELLED, LEG, null, 3));
  }
}
