package com.example.flights.query.seatmap;

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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeatMapsTests {

  private final SeatMaps seatMaps = new SeatMaps(Stories.CODEC);

  private SeatMapRow after(FlightEvent... events) {
    var rows = PureFold.rows(seatMaps, Stories.of(events));
    assertThat(rows).hasSize(1);
    return rows.iterator().next();
  }

  private static SeatMapRow row(FlightStatus status, long version, String... booked) {
    return new SeatMapRow(Stories.FLIGHT, status, Stories.SEATS, List.of(booked), version, version);
  }

  @Test
  void aNewFlightIsEmpty() {
    assertThat(after(scheduled())).isEqualTo(row(FlightStatus.SCHEDULED, 1));
  }

  @Test
  void seatsAreTakenAndGivenBack() {
    var row =
        after(
            scheduled(),
            booked(1, "1A", 100),
            booked(2, "2B", 100),
            bookingCancelled(1, "1A", 100));
    assertThat(row).isEqualTo(row(FlightStatus.SCHEDULED, 4, "2B"));
  }

  @Test
  void itsVersionAdvancesWithEveryEvent() {
    assertThat(after(scheduled(), booked(1, "1A", 100), rescheduled(1, 100), departed(3)))
        .isEqualTo(row(FlightStatus.DEPARTED, 4, "1A"));
  }

  @Test
  void cancellingTheFlightEndsAllBookings() {
    assertThat(after(scheduled(), booked(1, "1A", 100), cancelled(1, 100)))
        .isEqualTo(row(FlightStatus.CANCELLED, 3));
  }

  @ParameterizedTest
  @CsvSource({"0, 1A", "5, 1F", "6, 2A", "179, 30F", "180, 31A"})
  void seatsStandInRowsOfSix(int index, String label) {
    assertThat(SeatMap.label(index)).isEqualTo(label);
  }
}
