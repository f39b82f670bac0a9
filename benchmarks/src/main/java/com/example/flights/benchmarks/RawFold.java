package com.example.flights.benchmarks;

import com.example.flights.events.FlightEvent;
import com.example.flights.events.FlightEvent.SeatBooked;
import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.Decoded;
import dev.contrail.events.EventTopic;
import dev.contrail.events.Inbound;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The limit of a rebuild: the topic is polled, parsed and folded in memory, by one thread. */
final class RawFold {

  private RawFold() {}

  /** Events a second. */
  static double measure(String kafka, EventTopic topic, long events) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", kafka, "max.poll.records", 16_000, "fetch.max.bytes", 16_777_216);
    var booked = new HashMap<UUID, Integer>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(
          IntStream.range(0, topic.partitions())
              .mapToObj(partition -> new TopicPartition(topic.name(), partition))
              .toList());
      consumer.seekToBeginning(consumer.assignment());
      var begun = System.nanoTime();
      for (var read = 0L; read < events; ) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          read++;
          if (CloudEventRecords.read(record) instanceof Inbound.Event(var chained)) {
            var event = chained.event();
            if (FlightLog.CODEC.decode(event.type(), event.data())
                instanceof Decoded.Known<FlightEvent>(var known)) {
              booked.merge(known.flightId(), known instanceof SeatBooked ? 1 : 0, Integer::sum);
            }
          }
        }
      }
      return events * 1e9 / (System.nanoTime() - begun);
    }
  }
}
