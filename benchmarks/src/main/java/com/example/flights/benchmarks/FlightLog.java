package com.example.flights.benchmarks;

import com.example.flights.events.Fare;
import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvent.FlightDeparted;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import com.example.flights.events.FlightEvents;
import com.example.flights.events.Leg;
import dev.contrail.events.ChainedEvent;
import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.EventCodec;
import dev.contrail.events.EventTopic;
import dev.contrail.events.Metadata;
import dev.contrail.events.RecordedEvent;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic on which many flights are told at once, as the relay would publish them. */
final class FlightLog {

  static final EventCodec<FlightEvent> CODEC = new EventCodec<>(FlightEvents.CATALOG);

  /** Of one flight: scheduled, 14 bookings, departed. */
  private static final int EVENTS_OF_FLIGHT = 16;

  private static final int FLIGHTS_AT_ONCE = 500;
  private static final Instant BEGIN = Instant.parse("2001-01-01T00:00:00Z");
  private static final String[] AIRPORTS = {"LAX", "BNA", "JFK", "ORD", "SEA", "SFO", "DEN", "ATL"};

  private final EventTopic topic;
  private final Map<Integer, Long> lastOfPartition = new HashMap<>();
  private final Map<String, Long> versions = new HashMap<>();
  private long position;

  FlightLog(EventTopic topic) {
    this.topic = topic;
  }

  /** Returns when the broker has at least so many; says how many it has. */
  long publish(String kafka, long events) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", kafka, "linger.ms", 20, "batch.size", 131_072);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      for (var wave = 0; position < events; wave++) {
        for (var step = 0; step < EVENTS_OF_FLIGHT; step++) {
          for (var flight = 0; flight < FLIGHTS_AT_ONCE; flight++) {
            var event = event(wave * FLIGHTS_AT_ONCE + flight, step);
            producer.send(CloudEventRecords.toRecord(topic, chained(event)));
          }
        }
        versions.clear();
      }
    }
    return position;
  }

  private static FlightEvent event(int flight, int step) {
    var id = new UUID(1, flight);
    var from = flight % AIRPORTS.length;
    var to = (from + 1 + flight / AIRPORTS.length % (AIRPORTS.length - 1)) % AIRPORTS.length;
    var departure = LocalDateTime.of(2001, 1, 1, 6, 0).plusMinutes(flight % 50_000 * 10L);
    var leg = new Leg(AIRPORTS[from], AIRPORTS[to], departure);
    return switch (step) {
      case 0 -> new FlightScheduled(id, leg, 1_797, 180);
      case EVENTS_OF_FLIGHT - 1 -> new FlightDeparted(id, leg, flight % 40 - 5);
      default ->
          new SeatBooked(
              id,
              leg,
              new UUID(flight + 2L, step),
              "p-" + (flight * 7 + step) % 20_000,
              "Passenger " + step,
              step + "A",
              Fare.usd(9_900 + step));
    };
  }

  private ChainedEvent chained(FlightEvent event) {
    var encoded = CODEC.encode(event);
    var stream = FlightEvents.streamId(event.flightId());
    position++;
    var recorded =
        new RecordedEvent(
            position,
            stream,
            versions.merge(stream, 1L, Long::sum),
            encoded.type(),
            encoded.data(),
            Metadata.of("benchmark"),
            new UUID(3, position),
            0,
            BEGIN.plusMillis(position),
            "%064x".formatted(position));
    var previous = lastOfPartition.put(topic.partitionOf(stream), position);
    return new ChainedEvent("cell-1", previous == null ? 0 : previous, recorded);
  }
}
