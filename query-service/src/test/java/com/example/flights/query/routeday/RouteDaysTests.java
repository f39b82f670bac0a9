package com.example.flights.query.routeday;

import static com.example.flights.query.Stories.booked;
import static com.example.flights.query.Stories.bookingCancelled;
import static com.example.flights.query.Stories.cancelled;
import static com.example.flights.query.Stories.departed;
import static com.example.flights.query.Stories.rescheduled;
import static com.example.flights.query.Stories.scheduled;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.events.FlightEvent;
import com.example.flights.query.Stories;
import dev.contrail.query.projection.PureFold;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteDaysTests {

  private static final LocalDate DAY = LocalDate.of(2001, 1, 1);
  private static final LocalDate NEXT_DAY = LocalDate.of(2001, 1, 2);

  private final RouteDays routeDays = new RouteDays(Stories.CODEC);

  private Set<RouteDayRow> after(FlightEvent... events) {
    return PureFold.rows(routeDays, Stories.of(events));
  }

  private static RouteDayRow row(
      LocalDate day, int flights, int cancellations, int bookings, int ended, long cents) {
    return new RouteDayRow(
        "LAX", "BNA", day, flights, 0, cancellations, bookings, ended, cents, 0, 0);
  }

  @Test
  void addsUpBookingsAndWhatTheyPay() {
    assertThat(
            after(
                scheduled(),
                booked(1, "1A", 100),
                booked(2, "1B", 250),
                bookingCancelled(1, "1A", 100)))
        .containsExactly(row(DAY, 1, 0, 2, 1, 250));
  }

  @Test
  void aRescheduledFlightTakesItsBookingsAndRevenueToTheOtherDay() {
    assertThat(
            after(
                scheduled(),
                booked(1, "1A", 100),
                booked(2, "1B", 250),
                bookingCancelled(1, "1A", 100),
                rescheduled(1, 250)))
        .containsExactlyInAnyOrder(row(DAY, 0, 0, 1, 1, 0), row(NEXT_DAY, 1, 0, 1, 0, 250));
  }

  @Test
  void rescheduledOnTheSameDayChangesNothing() {
    var later = Stories.LEG.at(Stories.LEG.departure().plusHours(1));
    assertThat(
            after(
                scheduled(),
                new FlightEvent.FlightRescheduled(Stories.FLIGHT, Stories.LEG, later, 0, 0)))
        .containsExactly(row(DAY, 1, 0, 0, 0, 0));
  }

  @Test
  void aCancelledFlightEndsItsBookingsAndPaysBack() {
    assertThat(after(scheduled(), booked(1, "1A", 100), cancelled(1, 100)))
        .containsExactly(row(DAY, 1, 1, 1, 1, 0));
  }

  @ParameterizedTest
  @CsvSource({"-19, 1", "0, 1", "15, 1", "16, 0", "240, 0"})
  void upToAQuarterOfAnHourLateIsOnTime(int delay, int onTime) {
    assertThat(after(scheduled(), departed(delay)))
        .containsExactly(new RouteDayRow("LAX", "BNA", DAY, 1, 1, 0, 0, 0, 0, delay, onTime));
  }
}
