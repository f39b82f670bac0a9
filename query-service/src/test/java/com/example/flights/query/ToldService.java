package com.example.flights.query;

import static com.example.flights.query.Stories.booked;
import static com.example.flights.query.Stories.rescheduled;
import static com.example.flights.query.Stories.scheduled;

import com.example.flights.events.Fare;
import com.example.flights.events.FlightEvent.FlightDeparted;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.Leg;
import dev.contrail.events.ConsistencyToken;
import dev.contrail.servers.MappedEndpoints;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole service in a zone that has summer time, reading a topic on which a few flights are
 * told. Shared by all tests that do not change it.
 */
final class ToldService implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  /** A test of the service that has been told. */
  @SpringBootTest(
      webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
      properties = {"management.server.port=0", "contrail.live.max-streams-of-one=3"})
  @AutoConfigureMockMvc
  @Import({Tokens.class, MappedEndpoints.class})
  @ContextConfiguration(initializers = ToldService.class)
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Test {}

  private static final OwnServers SERVERS = OwnServers.fresh();
  private static final Stories STORIES = new Stories(SERVERS.topic().topic());

  /** Stands for all that was told. */
  static final String TOKEN = tell();

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
    TestPropertyValues.of(SERVERS.properties()).applyTo(context);
  }

  private static String tell() {
    STORIES.tell(scheduled());
    STORIES.tell(booked(1, "1B", 19_900));
    STORIES.tell(booked(2, "2A", 9_900));
    STORIES.tell(rescheduled(2, 29_800));
    for (var i = 0; i < 5; i++) {
      var skipped = LocalDateTime.of(2026, 3, 8, 2, 30); // an hour that Los Angeles did not have
      var leg = new Leg("JFK", "ORD", skipped);
      STORIES.tell(new FlightScheduled(new UUID(7, i), leg, 700, 6));
    }
    tellOfSeattle();
    SERVERS.topic().publish(STORIES.events());
    var positions = new HashMap<String, Long>();
    for (var chained : STORIES.events()) {
      positions.put(chained.event().streamId(), chained.event().position());
    }
    return new ConsistencyToken("cell-1", positions).encode();
  }

  /** Two flights on the last day of a month and one in the next, to two airports. */
  private static void tellOfSeattle() {
    var lastDay = LocalDateTime.of(2001, 3, 31, 23, 59);
    var legs =
        List.of(
            new Leg("SEA", "PDX", lastDay),
            new Leg("SEA", "SFO", lastDay),
            new Leg("SEA", "SFO", lastDay.plusMinutes(1)));
    for (var i = 0; i < legs.size(); i++) {
      var flight = new UUID(8, i);
      STORIES.tell(new FlightScheduled(flight, legs.get(i), 129, 6));
      STORIES.tell(
          new SeatBooked(
              flight, legs.get(i), new UUID(9, i), "p-9", "P", "1A", Fare.usd(10_001 + i)));
      STORIES.tell(new FlightDeparted(flight, legs.get(i), 15 * i));
    }
  }
}
