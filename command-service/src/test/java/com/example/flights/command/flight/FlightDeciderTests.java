package com.example.flights.command.flight;

import com.example.flights.command.flight.FlightCommand.BookSeat;
import com.example.flights.command.flight.FlightCommand.CancelBooking;
import com.example.flights.command.flight.FlightCommand.CancelFlight;
import com.example.flights.command.flight.FlightCommand.CancelOwnBooking;
import com.example.flights.command.flight.FlightCommand.DepartFlight;
import com.example.flights.command.flight.FlightCommand.RescheduleFlight;
import com.example.flights.command.flight.FlightCommand.ScheduleFlight;
import com.example.flights.events.Fare;
import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvent.BookingCancelled;
import com.example.flights.events.FlightEvent.FlightCancelled;
import com.example.flights.events.FlightEvent.FlightDeparted;
import com.example.flights.events.FlightEvent.FlightRescheduled;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.Leg;
import dev.contrail.command.decider.DeciderSpecification;
import java.time.LocalDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FlightDeciderTests {

  static final UUID ID = UUID.fromString("018f3c5e-8f3a-7c1e-9d5b-3a1f0c2b4d6e");
  static final UUID BOOKING = UUID.fromString("018f3c5e-9a00-7abc-8def-001122334455");
  static final Leg LEG = new Leg("LAX", "BNA", LocalDateTime.of(2001, 1, 1, 6, 55));
  static final LocalDateTime LATER = LocalDateTime.of(2001, 1, 2, 0, 5);

  static final FlightEvent SCHEDULED = new FlightScheduled(ID, LEG, 1797, 12);
  static final FlightEvent DEPARTED = new FlightDeparted(ID, LEG, 5);
  static final FlightEvent CANCELLED = new FlightCancelled(ID, LEG, "snow", 0, 0);
  static final FlightEvent BOOKED =
      new SeatBooked(ID, LEG, BOOKING, "p-1", "Zoë Ünal", "2A", Fare.usd(19_900));
  static final FlightEvent BOOKING_CANCELLED =
      new BookingCancelled(ID, LEG, BOOKING, "p-1", "2A", 19_900);
  static final BookSeat BOOK = new BookSeat(ID, BOOKING, "p-1", "Zoë Ünal", "2A", 19_900);

  final DeciderSpecification<FlightCommand, Flight, FlightEvent> flight =
      new DeciderSpecification<>(new FlightDecider());

  @Nested
  class Scheduling {

    @Test
    void anUnknownFlightCanBeScheduled() {
      flight.given().when(new ScheduleFlight(ID, LEG, 1797, 12)).then(SCHEDULED);
    }

    @Test
    void aFlightIsScheduledOnce() {
      flight
          .given(SCHEDULED)
          .when(new ScheduleFlight(ID, LEG, 1797, 12))
          .thenRejected("flight-already-scheduled");
    }

    @Test
    void aRouteHasTwoEnds() {
      flight
          .given()
          .when(new ScheduleFlight(ID, new Leg("LAX", "LAX", LEG.departure()), 1, 12))
          .thenRejected("route-is-no-route");
    }

    @Test
    void aFlightCanBeMovedToAnotherTimeWithItsBookings() {
      flight
          .given(SCHEDULED, BOOKED)
          .when(new RescheduleFlight(ID, LATER))
          .then(new FlightRescheduled(ID, LEG, LEG.at(LATER), 1, 19_900));
    }

    @Test
    void aFlightThatIsMovedToItsOwnTimeIsNotMoved() {
      flight.given(SCHEDULED).when(new RescheduleFlight(ID, LEG.departure())).thenNothing();
    }
  }

  @Nested
  class Departing {

    @Test
    void aScheduledFlightCanDepart() {
      flight
          .given(SCHEDULED)
          .when(new DepartFlight(ID, -19))
          .then(new FlightDeparted(ID, LEG, -19));
    }

    @Test
    void aFlightThatWasMovedDepartsAtItsNewTime() {
      flight
          .given(SCHEDULED, new FlightRescheduled(ID, LEG, LEG.at(LATER), 0, 0))
          .when(new DepartFlight(ID, 0))
          .then(new FlightDeparted(ID, LEG.at(LATER), 0));
    }

    @Test
    void departingTwiceWithTheSameDelayIsTheSameDeparture() {
      flight.given(SCHEDULED, DEPARTED).when(new DepartFlight(ID, 5)).thenNothing();
    }

    @Test
    void departingTwiceWithAnotherDelayIsRejected() {
      flight
          .given(SCHEDULED, DEPARTED)
          .when(new DepartFlight(ID, 6))
          .thenRejected("flight-departed");
    }

    @Test
    void anUnknownFlightCannotDepart() {
      flight.given().when(new DepartFlight(ID, 0)).thenRejected("flight-unknown");
    }
  }

  @Nested
  class Cancelling {

    @Test
    void cancellingRefundsTheLiveBookings() {
      flight
          .given(SCHEDULED, BOOKED, BOOKING_CANCELLED, BOOKED)
          .when(new CancelFlight(ID, "snow"))
          .then(new FlightCancelled(ID, LEG, "snow", 1, 19_900));
    }

    @Test
    void cancellingTwiceIsTheSameCancellation() {
      flight.given(SCHEDULED, CANCELLED).when(new CancelFlight(ID, "fog")).thenNothing();
    }

    @Test
    void aDepartedFlightCannotBeCancelled() {
      flight
          .given(SCHEDULED, DEPARTED)
          .when(new CancelFlight(ID, "snow"))
          .thenRejected("flight-departed");
    }
  }

  @Nested
  class Booking {

    @Test
    void aFreeSeatCanBeBooked() {
      flight.given(SCHEDULED).when(BOOK).then(BOOKED);
    }

    @Test
    void noSeatIsBookedTwice() {
      flight
          .given(SCHEDULED, BOOKED)
          .when(new BookSeat(ID, UUID.randomUUID(), "p-2", "Ada", "2A", 100))
          .thenRejected("seat-taken");
    }

    @Test
    void theSameBookingAgainIsTheSameBooking() {
      flight.given(SCHEDULED, BOOKED).when(BOOK).thenNothing();
    }

    @Test
    void aBookingHasOneSeat() {
      flight
          .given(SCHEDULED, BOOKED)
          .when(new BookSeat(ID, BOOKING, "p-1", "Zoë Ünal", "2B", 19_900))
          .thenRejected("booking-exists");
    }

    @Test
    void aSeatThatWasGivenBackCanBeBookedAgain() {
      flight.given(SCHEDULED, BOOKED, BOOKING_CANCELLED).when(BOOK).then(BOOKED);
    }

    @Test
    void aSeatBehindTheLastRowDoesNotExist() {
      flight
          .given(SCHEDULED)
          .when(new BookSeat(ID, BOOKING, "p-1", "Ada", "3A", 100))
          .thenRejected("no-such-seat");
    }

    @Test
    void nothingIsBookedOnAFlightThatHasLeft() {
      flight.given(SCHEDULED, DEPARTED).when(BOOK).thenRejected("flight-departed");
    }

    @Test
    void nothingIsBookedOnAFlightThatWasCalledOff() {
      flight.given(SCHEDULED, CANCELLED).when(BOOK).thenRejected("flight-cancelled");
    }

    @Test
    void nothingIsBookedOnAnUnknownFlight() {
      flight.given().when(BOOK).thenRejected("flight-unknown");
    }

    @Test
    void aBookingCanBeCancelled() {
      flight.given(SCHEDULED, BOOKED).when(new CancelBooking(ID, BOOKING)).then(BOOKING_CANCELLED);
    }

    @Test
    void aPassengerCancelsHisOwnBooking() {
      flight
          .given(SCHEDULED, BOOKED)
          .when(new CancelOwnBooking(ID, BOOKING, "p-1"))
          .then(BOOKING_CANCELLED);
    }

    @Test
    void othersBookingsAreNotThereForAPassenger() {
      flight
          .given(SCHEDULED, BOOKED)
          .when(new CancelOwnBooking(ID, BOOKING, "somebody-else"))
          .thenRejected("booking-unknown");
    }

    @Test
    void anUnknownBookingCannotBeCancelled() {
      flight.given(SCHEDULED).when(new CancelBooking(ID, BOOKING)).thenRejected("booking-unknown");
    }
  }
}
