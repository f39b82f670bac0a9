package com.example.flights.query;

import com.example.flights.events.Fare;
import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvent.BookingCancelled;
import com.example.flights.events.FlightEvent.FlightCancelled;
import com.example.flights.events.FlightEvent.FlightDeparted;
import com.example.flights.events.FlightEvent.FlightRescheduled;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.FlightEvents;
import com.example.flights.events.Leg;
import dev.contrail.events.ChainedEvent;
import dev.contrail.events.EventCodec;
import dev.contrail.events.EventTopic;
import dev.contrail.query.fixture.TestLog;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;

/** A log of flights to be told in tests: one flight from Los Angeles to Nashville, and others. */
public final class Stories {

  public static final EventCodec<FlightEvent> CODEC = new EventCodec<>(FlightEvents.CATALOG);
  public static final UUID FLIGHT = new UUID(1, 1);
  public static final Leg LEG = new Leg("LAX", "BNA", LocalDateTime.of(2001, 1, 1, 6, 55));
  public static final Leg NEXT_DAY = LEG.at(LocalDateTime.of(2001, 1, 2, 7, 0));
  public static final int SEATS = 8;

  private final TestLog<FlightEvent> log;

  public Stories(EventTopic topic) {
    this.log = new TestLog<>(topic, CODEC);
  }

  /** The log after these events of {@link #FLIGHT}. */
  public static List<ChainedEvent> of(FlightEvent... events) {
    var stories = new Stories(new EventTopic("stories", 12, (short) 1));
    for (var event : events) {
      stories.tell(event);
    }
    return stories.events();
  }

  public ChainedEvent tell(FlightEvent event) {
    return log.append(FlightEvents.streamId(event.flightId()), event);
  }

  public List<ChainedEvent> events() {
    return log.events();
  }

  public static FlightScheduled scheduled() {
    return new FlightScheduled(FLIGHT, LEG, 1_797, SEATS);
  }

  public static FlightRescheduled rescheduled(int bookings, long revenueCents) {
    return new FlightRescheduled(FLIGHT, LEG, NEXT_DAY, bookings, revenueCents);
  }

  public static FlightDeparted departed(int delayMinutes) {
    return new FlightDeparted(FLIGHT, LEG, delayMinutes);
  }

  public static FlightCancelled cancelled(int bookings, long refundedCents) {
    return new FlightCancelled(FLIGHT, LEG, "fog", bookings, refundedCents);
  }

  public static SeatBooked booked(int number, String seat, long fareCents) {
    return new SeatBooked(
        FLIGHT,
        LEG,
        booking(number),
        "p-" + number,
        "Passenger " + number,
        seat,
        Fare.usd(fareCents));
  }

  public static BookingCancelled bookingCancelled(int number, String seat, long fareCents) {
    return new BookingCancelled(FLIGHT, LEG, booking(number), "p-" + number, seat, fareCents);
  }

  public static UUID booking(int number) {
    return new UUID(2, number);
  }
}
