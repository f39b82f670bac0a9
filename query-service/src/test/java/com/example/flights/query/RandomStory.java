package com.example.flights.query;

import com.example.flights.events.Fare;
import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvent.BookingCancelled;
import com.example.flights.events.FlightEvent.FlightCancelled;
import com.example.flights.events.FlightEvent.FlightDeparted;
import com.example.flights.events.FlightEvent.FlightRescheduled;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.Leg;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** What may happen to a flight, at random: everything it tells obeys the rules. */
final class RandomStory {

  private static final List<String> AIRPORTS = List.of("LAX", "BNA", "JFK", "ORD");

  private final Random random;
  private final UUID flightId;
  private final List<SeatBooked> live = new ArrayList<>();
  private Leg leg;
  private int told;
  private boolean over;

  RandomStory(Random random, UUID flightId) {
    this.random = random;
    this.flightId = flightId;
    var origin = random.nextInt(AIRPORTS.size());
    var destination = (origin + 1 + random.nextInt(AIRPORTS.size() - 1)) % AIRPORTS.size();
    this.leg = new Leg(AIRPORTS.get(origin), AIRPORTS.get(destination), time());
  }

  private LocalDateTime time() {
    return LocalDateTime.of(2026, 3, 7, 0, 0).plusMinutes(random.nextInt(3 * 24 * 60));
  }

  boolean isOver() {
    return over;
  }

  FlightEvent next() {
    told++;
    if (told == 1) {
      return new FlightScheduled(flightId, leg, 500, 180);
    }
    return switch (random.nextInt(20)) {
      case 0 -> departed();
      case 1 -> cancelled();
      case 2, 3 -> rescheduled();
      case 4, 5, 6, 7 -> live.isEmpty() ? booked() : bookingCancelled();
      default -> booked();
    };
  }

  private FlightEvent departed() {
    over = true;
    return new FlightDeparted(flightId, leg, random.nextInt(60) - 20);
  }

  private FlightEvent cancelled() {
    over = true;
    return new FlightCancelled(flightId, leg, "weather", live.size(), revenue());
  }

  private FlightEvent rescheduled() {
    var before = leg;
    leg = leg.at(time());
    return new FlightRescheduled(flightId, before, leg, live.size(), revenue());
  }

  private long revenue() {
    return live.stream().mapToLong(SeatBooked::fareCents).sum();
  }

  private FlightEvent bookingCancelled() {
    var ended = live.remove(random.nextInt(live.size()));
    return new BookingCancelled(
        flightId, leg, ended.bookingId(), ended.passengerId(), ended.seat(), ended.fareCents());
  }

  private FlightEvent booked() {
    var booking =
        new SeatBooked(
            flightId,
            leg,
            new UUID(0, told), // chosen by clients: other flights have the same ones
            "p-" + random.nextInt(5),
            "Ünïcödé, \"quoted\" {name}\\",
            told + "A",
            Fare.usd(random.nextInt(50_000)));
    live.add(booking);
    return booking;
  }
}
