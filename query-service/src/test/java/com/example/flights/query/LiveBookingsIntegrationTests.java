package com.example.flights.query;

import static com.example.flights.query.TwoServices.get;
import static com.example.flights.query.TwoServices.tell;
import static com.example.flights.query.TwoServices.watch;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.events.Fare;
import com.example.flights.events.FlightEvent.BookingCancelled;
import com.example.flights.events.FlightEvent.FlightDeparted;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.Leg;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What passengers learn of each other's bookings: nothing. */
class LiveBookingsIntegrationTests {

  private static final String TOKEN = "Consistency-Token";

  private final UUID flight = UUID.randomUUID();
  private final Leg leg = new Leg("MSP", "PDX", LocalDateTime.of(2030, 5, 1, 8, 0));

  private String book(String passenger, String seat) {
    return tell(booked(flight, UUID.randomUUID(), passenger, seat));
  }

  private SeatBooked booked(UUID onFlight, UUID booking, String passenger, String seat) {
    return new SeatBooked(onFlight, leg, booking, passenger, "Pat", seat, Fare.usd(10_000));
  }

  /** The cure: a view that owns its rows tells of no other, not even that it is not shown. */
  @Test
  void whoComesBackIsToldOfHisOwnOnly() throws IOException {
    var passenger = "own-" + flight;
    var path = "/api/passengers/" + passenger + "/bookings";
    var scheduled = tell(new FlightScheduled(flight, leg, 1_000, 6));
    String seen;
    try (var client = watch(0, path, Map.of(TOKEN, scheduled))) {
      assertThat(requireNonNull(client.next()).name()).isEqualTo("ready");
      seen = client.lastEventId();
    }
    book("other-" + flight, "1A");
    var own = book(passenger, "1B");
    try (var client = watch(1, path, Map.of(TOKEN, own, "Last-Event-ID", seen))) {
      var state = requireNonNull(client.next());
      assertThat(state.name()).isEqualTo("state");
      assertThat(state.data()).contains("\"1B\"");
      assertThat(requireNonNull(client.next()).name()).isEqualTo("ready");
    }
  }

  /** The cure: a booking's id, which its passenger chooses, does not tell it from all others. */
  @Test
  void whoChoosesAnothersBookingIdTakesNothingFromHim() throws IOException {
    var id = UUID.randomUUID();
    var passenger = "victim-" + id;
    var thief = "thief-" + id;
    var path = "/api/passengers/" + passenger + "/bookings";
    var second = UUID.randomUUID();
    var third = UUID.randomUUID();
    tell(new FlightScheduled(flight, leg, 1_000, 6));
    tell(new FlightScheduled(second, leg, 1_000, 6));
    tell(new FlightScheduled(third, leg, 1_000, 6));
    tell(booked(flight, id, passenger, "1A"));
    tell(new BookingCancelled(flight, leg, id, passenger, "1A", 10_000));
    for (var booked :
        List.of(
            booked(flight, id, thief, "1A"),
            booked(second, id, passenger, "2B"),
            booked(third, id, thief, "3C"))) {
      assertThat(get(0, path, TOKEN, tell(booked)).statusCode()).isEqualTo(200);
    }

    assertThat(seatsPageByPage(path)).containsExactlyInAnyOrder("1A", "2B");

    try (var client = watch(1, path, Map.of())) {
      var states = List.of(requireNonNull(client.next()), requireNonNull(client.next()));
      assertThat(states).extracting(state -> seat(state.data())).containsOnlyOnce("1A", "2B");
      assertThat(requireNonNull(client.next()).name()).isEqualTo("ready");
      tell(new FlightDeparted(second, leg, 7));
      assertThat(requireNonNull(client.next()).data())
          .contains("\"2B\"")
          .contains("\"delayMinutes\":7");
    }
  }

  private static List<String> seatsPageByPage(String path) {
    var seats = new ArrayList<String>();
    Optional<String> next = Optional.of(path + "?limit=1");
    while (next.isPresent()) {
      var page = get(0, next.get());
      seats.add(seat(page.body()));
      next = page.headers().firstValue("Link").map(link -> link.substring(1, link.indexOf('>')));
    }
    return seats;
  }

  private static String seat(String json) {
    return json.replaceAll("(?s).*\"seat\":\"(\\w+)\".*", "$1");
  }
}
