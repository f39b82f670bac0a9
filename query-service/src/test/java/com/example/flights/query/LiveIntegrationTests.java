package com.example.flights.query;

import static com.example.flights.query.TwoServices.get;
import static com.example.flights.query.TwoServices.tell;
import static com.example.flights.query.TwoServices.watch;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.events.Fare;
import com.example.flights.events.FlightEvent.BookingCancelled;
import com.example.flights.events.FlightEvent.FlightRescheduled;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.Leg;
import dev.contrail.query.fixture.SseClient;
import dev.contrail.query.fixture.SseClient.Event;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Live views of flights, of two instances. */
class LiveIntegrationTests {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String TOKEN = "Consistency-Token";

  private final UUID flight = UUID.randomUUID();
  private final String id = flight.toString();
  private final Leg leg = new Leg("SEA", "DEN", LocalDateTime.of(2030, 5, 1, 8, 0));
  private String token = tell(new FlightScheduled(flight, leg, 1_000, 6));

  private void book(String passenger, String seat) {
    token =
        tell(new SeatBooked(flight, leg, booking(seat), passenger, "Pat", seat, Fare.usd(10_000)));
  }

  private UUID booking(String seat) {
    return new UUID(flight.getMostSignificantBits(), seat.hashCode());
  }

  private SseClient open(int instance, String path) throws IOException {
    return watch(instance, path, Map.of(TOKEN, token));
  }

  private SseClient resume(int instance, String path, String lastEventId) throws IOException {
    return watch(instance, path, Map.of("Last-Event-ID", lastEventId));
  }

  private static Event next(SseClient client, String name) throws IOException {
    var event = Objects.requireNonNull(client.next());
    assertThat(event.name()).as(event.toString()).isEqualTo(name);
    return event;
  }

  private static JsonNode state(SseClient client) throws IOException {
    return JSON.readTree(next(client, "state").data());
  }

  @Test
  void firstTheStateThenItsChanges() throws IOException {
    try (var client = open(0, "/api/flights/" + id);
        var seats = open(1, "/api/flights/" + id + "/seats")) {
      assertThat(state(client).get("seatsLeft").asInt()).isEqualTo(6);
      next(client, "ready");
      assertThat(state(seats).get("version").asLong()).isEqualTo(1);
      next(seats, "ready");
      book("p", "1A");
      var changed = state(client);
      assertThat(changed).isEqualTo(JSON.readTree(get(0, "/api/flights/" + id).body()));
      assertThat(changed.get("version").asLong()).isEqualTo(2);
      assertThat(state(seats).get("seats").get(0).get("status").asString()).isEqualTo("booked");
    }
  }

  @Test
  void aRowThatIsNoMoreInTheListIsRemoved() throws IOException {
    var path = "/api/flights?origin=SEA&from=2030-05-01T08:00&to=2030-05-01T08:01";
    try (var client = open(0, path)) {
      var event = Objects.requireNonNull(client.next());
      while (!event.name().equals("ready")) { // other tests have flights like this one
        event = Objects.requireNonNull(client.next());
      }
      var later = leg.at(LocalDateTime.of(2030, 5, 2, 8, 0));
      tell(new FlightRescheduled(flight, leg, later, 0, 0));
      assertThat(next(client, "removed").data()).isEqualTo("{\"flightId\":\"%s\"}".formatted(id));
      tell(new FlightRescheduled(flight, later, leg, 0, 0));
      assertThat(state(client).get("flightId").asString()).isEqualTo(id);
      tell(new FlightRescheduled(flight, leg, later, 0, 0));
      next(client, "removed");
      try (var resumed = resume(1, path, client.lastEventId())) {
        next(resumed, "ready");
      }
      try (var unfiltered = open(1, "/api/flights?unknown=1")) {
        assertThat(unfiltered).isNull();
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("unknown-parameter");
      }
    }
  }

  @Test
  void bookingsAndTheCube() throws IOException {
    var passenger = "live-" + id;
    var cube = "/api/routes/SEA-DEN/days?from=2030-05-01&to=2030-05-01";
    try (var bookings = open(0, "/api/passengers/" + passenger + "/bookings");
        var days = open(1, cube)) {
      next(bookings, "ready");
      var before = state(days).get("bookingCancellations").asLong();
      next(days, "ready");
      book(passenger, "2B");
      assertThat(state(bookings).get("status").asString()).isEqualTo("booked");
      state(days);
      token = tell(new BookingCancelled(flight, leg, booking("2B"), passenger, "2B", 10_000));
      assertThat(state(bookings).get("status").asString()).isEqualTo("cancelled");
      assertThat(state(days).get("bookingCancellations").asLong()).isEqualTo(before + 1);
      try (var again = resume(0, cube, days.lastEventId())) {
        next(again, "ready");
      }
    }
  }

  @Test
  void whatWasMissedIsSentByAnyInstanceAndNothingElse() throws IOException {
    String seen;
    try (var client = open(0, "/api/flights/" + id)) {
      state(client);
      seen = next(client, "ready").id();
    }
    book("p", "1A");
    book("p", "1B");
    get(0, "/api/flights/" + id, TOKEN, token);
    try (var resumed = resume(1, "/api/flights/" + id, seen)) {
      assertThat(state(resumed).get("version").asLong()).isEqualTo(3);
      seen = next(resumed, "ready").id();
    }
    try (var resumed = resume(0, "/api/flights/" + id, seen)) {
      next(resumed, "ready");
    }
  }

  @Test
  void anIdOfAnotherGenerationBeginsAnew() throws IOException {
    try (var client = open(0, "/api/flights/" + id + "/seats")) {
      state(client);
      var seen = next(client, "ready").id();
      assertThat(TwoServices.operate(0, "/seat_map/rebuild").statusCode()).isEqualTo(200);
      next(client, "reset");
      state(client);
      next(client, "ready");
      for (var old : new String[] {seen, "nonsense"}) {
        try (var resumed = resume(1, "/api/flights/" + id + "/seats", old)) {
          next(resumed, "reset");
          assertThat(state(resumed).get("version").asLong()).isEqualTo(1);
          next(resumed, "ready");
        }
      }
    }
  }

  @Test
  void whatAGetRefusesIsRefused() {
    var stream = new String[] {"Accept", "text/event-stream"};
    assertThat(get(0, "/api/flights/" + UUID.randomUUID(), stream).statusCode()).isEqualTo(404);
    assertThat(get(0, "/api/flights/" + id + "?asOf=2030-01-01T00:00:00Z", stream).statusCode())
        .isEqualTo(406);
  }

  @Test
  void aStormOfReconnectsSkipsNothingAndRepeatsNothing() throws Exception {
    // the cures: changes up to what was read are passed over, and an id covers whole events only
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var storm = new StormyFlights(random);
    var clients = new ArrayList<StormyClient>();
    for (var i = 0; i < 8; i++) {
      clients.add(new StormyClient(storm.path(), new Random(random.nextLong())));
    }
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = clients.stream().map(executor::submit).toList();
      while (!running.stream().allMatch(Future::isDone)) {
        token = storm.tellSome();
      }
      for (var one : running) {
        one.get();
      }
    }
    for (var instance = 0; instance < 2; instance++) {
      get(instance, storm.path(), TOKEN, token);
    }
    var versions = StormyClient.versions(get(0, storm.path(), TOKEN, token).body());
    for (var client : clients) {
      assertThat(client.atLast()).isEqualTo(versions);
    }
  }
}
