package com.example.flights.query.board;

import static com.example.flights.query.Stories.LEG;
import static com.example.flights.query.Stories.NEXT_DAY;
import static com.example.flights.query.Stories.booked;
import static com.example.flights.query.Stories.bookingCancelled;
import static com.example.flights.query.Stories.cancelled;
import static com.example.flights.query.Stories.departed;
import static com.example.flights.query.Stories.rescheduled;
import static com.example.flights.query.Stories.scheduled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import com.example.flights.events.FlightEvent;
import com.example.flights.query.Stories;
import dev.contrail.query.projection.PureFold;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FlightBoardTests {

  private final FlightBoard board = new FlightBoard(Stories.CODEC);

  private FlightRow after(FlightEvent... events) {
    var rows = PureFold.rows(board, Stories.of(events));
    assertThat(rows).hasSize(1);
    return rows.iterator().next();
  }

  private static FlightRow row(
      LocalDateTime departure,
      FlightStatus status,
      @Nullable Integer delay,
      @Nullable String reason,
      int seatsBooked,
      long version) {
    return new FlightRow(
        Stories.FLIGHT,
        "LAX",
        "BNA",
        departure,
        1_797,
        status,
        delay,
        reason,
        Stories.SEATS,
        seatsBooked,
        version,
        version);
  }

  @Test
  void aScheduledFlightIsOnTheBoard() {
    assertThat(after(scheduled()))
        .isEqualTo(row(LEG.departure(), FlightStatus.SCHEDULED, null, null, 0, 1));
  }

  @Test
  void bookingsTakeSeatsAndCancellingGivesThemBack() {
    var row =
        after(
            scheduled(),
            booked(1, "1A", 100),
            booked(2, "1B", 100),
            bookingCancelled(1, "1A", 100));
    assertThat(row).isEqualTo(row(LEG.departure(), FlightStatus.SCHEDULED, null, null, 1, 4));
  }

  @Test
  void aRescheduledFlightKeepsItsBookings() {
    assertThat(after(scheduled(), booked(1, "1A", 100), rescheduled(1, 100)))
        .isEqualTo(row(NEXT_DAY.departure(), FlightStatus.SCHEDULED, null, null, 1, 3));
  }

  @Test
  void aDepartedFlightShowsItsDelay() {
    assertThat(after(scheduled(), departed(-19)))
        .isEqualTo(row(LEG.departure(), FlightStatus.DEPARTED, -19, null, 0, 2));
  }

  @Test
  void aCancelledFlightHasNoBookings() {
    assertThat(after(scheduled(), booked(1, "1A", 100), cancelled(1, 100)))
        .isEqualTo(row(LEG.departure(), FlightStatus.CANCELLED, null, "fog", 0, 3));
  }

  @Test
  void whatHappensToAFlightThatWasNeverScheduledIsAFault() {
    assertThatNullPointerException().isThrownBy(() -> after(departed(0)));
  }
}
