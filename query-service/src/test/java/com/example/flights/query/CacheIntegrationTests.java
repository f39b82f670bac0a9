package com.example.flights.query;

import static com.example.flights.query.TwoServices.get;
import static com.example.flights.query.TwoServices.tell;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.events.Fare;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.Leg;
import dev.contrail.query.fixture.QueryDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What two instances keep while a flight is written to. */
class CacheIntegrationTests {

  private static final String TOKEN = "Consistency-Token";
  private static final int EVENTS = 60;
  private static final int READS_AN_EVENT = 24;

  private final UUID flight = UUID.randomUUID();
  private final String path = "/api/flights/" + flight;
  private final Leg leg = new Leg("BOS", "PHL", LocalDateTime.of(2030, 5, 1, 8, 0));

  /** A token and the version it stands for. */
  private record Written(String token, long version) {}

  private Written schedule() {
    return new Written(tell(new FlightScheduled(flight, leg, 300, 500)), 1);
  }

  private Written book(Written last) {
    var booking = UUID.randomUUID();
    var event = new SeatBooked(flight, leg, booking, "p", "Pat", "1A", Fare.usd(1));
    return new Written(tell(event), last.version() + 1);
  }

  private static double hits(int instance) {
    var meters = TwoServices.INSTANCES.get(instance).getBean(MeterRegistry.class);
    return meters.get("contrail.cache.requests").tag("result", "hit").counter().count();
  }

  private long version(int instance, String path, String... headers) {
    var answer = get(instance, path, headers);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body()).get("version").asLong();
  }

  @Test
  void noAnswerIsOlderThanTheTokenHoweverManyReadAndWrite() throws Exception {
    // the cures: a mark that a change removes, and what is known before what is kept
    var newest = new AtomicReference<>(schedule());
    var before = hits(0) + hits(1);
    var reads = new Semaphore(0);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var readers = new ArrayList<Future<Void>>();
      for (var i = 0; i < 8; i++) {
        var instance = i % 2;
        var read = i < 4 ? path : path + "/seats";
        Callable<Void> reader =
            () -> {
              while (newest.get().version() < EVENTS) {
                var written = newest.get();
                assertThat(version(instance, read, TOKEN, written.token()))
                    .isGreaterThanOrEqualTo(written.version());
                reads.release();
              }
              return null;
            };
        readers.add(executor.submit(reader));
      }
      while (newest.get().version() < EVENTS && readers.stream().noneMatch(Future::isDone)) {
        newest.set(book(newest.get()));
        reads.tryAcquire(READS_AN_EVENT, 30, TimeUnit.SECONDS); // some of them from the cache
      }
      for (var reader : readers) {
        reader.get();
      }
    }
    assertThat(hits(0) + hits(1)).isGreaterThan(before);
  }

  @Test
  void whatIsKeptIsWhatIsRead() {
    var written = schedule();
    for (var each : List.of(path, path + "/seats")) {
      var read = get(0, each, TOKEN, written.token());
      TwoServices.eventually(() -> {
        var before = hits(0);
        var kept = get(0, each);
        assertThat(hits(0)).isGreaterThan(before);
        assertThat(kept.body()).isEqualTo(read.body());
        assertThat(get(0, each, "X-API-Version", "999").statusCode()).isEqualTo(400);
        assertThat(kept.headers().firstValue("ETag")).isEqualTo(read.headers().firstValue("ETag"));
        assertThat(kept.headers().firstValue("Cache-Control"))
            .get()
            .asString()
            .contains("s-maxage");
        assertThat(kept.headers().firstValue("Vary")).get().asString().contains(TOKEN);
        assertThat(kept.headers().firstValue("Content-Type")).hasValue("application/json");
      });
      var etag = read.headers().firstValue("ETag").orElseThrow();
      var unchanged = get(0, each, "If-None-Match", etag);
      assertThat(unchanged.statusCode()).isEqualTo(304);
      assertThat(unchanged.body()).isEmpty();
      assertThat(get(0, each, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }
    assertThat(get(0, "/api/flights/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
    assertThat(get(0, path, TOKEN, "nonsense").statusCode()).isEqualTo(400);
    assertThat(get(0, "/api/passengers/p/bookings").headers().firstValue("Cache-Control"))
        .hasValue("no-store");
  }

  @Test
  void anotherSpellingOfAnIdIsNotKept() {
    // the cure: changes are told of one spelling, so only that one is kept
    var written = schedule();
    var shouted = "/api/flights/" + flight.toString().toUpperCase(Locale.ROOT);
    assertThat(version(0, shouted, TOKEN, written.token())).isEqualTo(1);
    var next = book(written);
    TwoServices.eventually(() -> {
      var before = hits(0);
      assertThat(version(0, path, TOKEN, next.token())).isEqualTo(next.version());
      assertThat(hits(0)).isGreaterThan(before);
    });
    assertThat(version(0, shouted, TOKEN, next.token())).isEqualTo(next.version());
  }

  @Test
  void whatIsKeptIsNotForThoseWithoutAToken() {
    // the cure: the cache stands behind access control
    var written = schedule();
    for (var each : List.of(path, path + "/seats")) {
      get(0, each, TOKEN, written.token());
      TwoServices.eventually(() -> {
        var before = hits(0);
        get(0, each);
        assertThat(hits(0)).isGreaterThan(before);
      });
      var answer = TwoServices.getWithoutToken(0, each);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    }
  }

  @Test
  void whenNotificationsAreLostNothingStaleIsShownForLong() {
    // the cures: nothing kept is shown while none are heard, and a look at all that was missed
    var written = schedule();
    var database = new QueryDatabase(TwoServices.SERVERS.database()).asSuperuser();
    for (var round = 0; round < 3; round++) {
      version(0, path, TOKEN, written.token());
      version(1, path, TOKEN, written.token());
      database
          .sql(
              "select pg_terminate_backend(pid) from pg_stat_activity"
                  + " where query ilike 'listen %' and datname = current_database()")
          .query((_, _) -> true)
          .list();
      var next = book(written);
      for (var instance = 0; instance < 2; instance++) {
        var reading = instance;
        assertThat(version(reading, path, TOKEN, next.token())).isEqualTo(next.version());
        TwoServices.eventually(() -> assertThat(version(reading, path)).isEqualTo(next.version()));
      }
      written = next;
    }
  }
}
