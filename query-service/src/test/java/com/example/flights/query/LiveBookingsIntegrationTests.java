package com.example.flights.query;

import static com.example.flights.query.TwoServices.tell;
import static com.example.flights.query.TwoServices.watch;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.events.Fare;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.Leg;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What passengers learn of each other's bookings: nothing. */
class LiveBookingsIntegrationTests {

  private static final String TOKEN = "Consistency-Token";

  private final UUID flight = UUID.randomUUID();
  private final Leg leg = new Leg("MSP", "PDX", LocalDateTime.of(2030, 5, 1, 8, 0));

  private String book(String passenger, String seat) {
    return tell(
        new SeatBooked(flight, leg, UUID.randomUUID(), passenger, "Pat", seat, Fare.usd(10_000)));
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
}
