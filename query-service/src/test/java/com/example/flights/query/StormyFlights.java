package com.example.flights.query;

import com.example.flights.events.Fare;
import com.example.flights.events.FlightEvent.FlightRescheduled;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.Leg;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Flights of an airport of their own that are booked and moved between two days at random. */
final class StormyFlights {

  private static final LocalDateTime DAY = LocalDateTime.of(2031, 3, 1, 12, 0);

  private final Random random;
  private final String airport;
  private final List<UUID> ids = new ArrayList<>();
  private final List<Leg> legs = new ArrayList<>();

  StormyFlights(Random random) {
    this.random = random;
    this.airport =
        random
            .ints(3, 'A', 'Z' + 1)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    for (var i = 0; i < 6; i++) {
      ids.add(UUID.randomUUID());
      legs.add(new Leg(airport, "ORD", DAY));
      TwoServices.tell(new FlightScheduled(ids.get(i), legs.get(i), 100, 100));
    }
  }

  /** Those of the first day. */
  String path() {
    return "/api/flights?origin=%s&to=2031-03-02T00:00".formatted(airport);
  }

  /** A few events; returns a token for all that was told so far of the last one's flight. */
  String tellSome() {
    var token = "";
    for (var i = 0; i < 4; i++) {
      token = tell(random.nextInt(ids.size()));
    }
    return token;
  }

  private String tell(int flight) {
    var leg = legs.get(flight);
    if (random.nextInt(4) > 0) {
      var booking = new UUID(random.nextLong(), random.nextLong());
      return TwoServices.tell(
          new SeatBooked(ids.get(flight), leg, booking, "p", "Pat", "1A", Fare.usd(1)));
    }
    legs.set(flight, leg.at(DAY.plusDays(random.nextInt(2)).plusMinutes(random.nextInt(60))));
    return TwoServices.tell(new FlightRescheduled(ids.get(flight), leg, legs.get(flight), 0, 0));
  }
}
