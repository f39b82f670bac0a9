package com.example.flights.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.events.FlightEvent.BookingCancelled;
import com.example.flights.events.FlightEvent.FlightCancelled;
import com.example.flights.events.FlightEvent.FlightDeparted;
import com.example.flights.events.FlightEvent.FlightRescheduled;
import com.example.flights.events.FlightEvent.FlightScheduled;
import com.example.flights.events.FlightEvent.SeatBooked;
import dev.contrail.events.Decoded;
import dev.contrail.events.EventCodec;
import dev.contrail.events.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden files are what production logs contain: they are never regenerated. */
class FlightEventsTests {

  private static final UUID FLIGHT = UUID.fromString("018f3c5e-8f3a-7c1e-9d5b-3a1f0c2b4d6e");
  private static final UUID BOOKING = UUID.fromString("018f3c5e-9a00-7abc-8def-001122334455");
  private static final Leg LEG = new Leg("LAX", "BNA", LocalDateTime.of(2001, 1, 1, 6, 55));

  private final EventCodec<FlightEvent> codec = new EventCodec<>(FlightEvents.CATALOG);

  static Stream<FlightEvent> events() {
    return Stream.of(
        new FlightScheduled(FLIGHT, LEG, 1797, 180),
        new FlightRescheduled(FLIGHT, LEG, LEG.at(LocalDateTime.of(2001, 1, 2, 0, 5)), 2, 40_000L),
        new FlightDeparted(FLIGHT, LEG, -19),
        new FlightCancelled(FLIGHT, LEG, "snow", 2, 40_000L),
        new SeatBooked(FLIGHT, LEG, BOOKING, "p-1", "Zoë Ünal", "12A", Fare.usd(19_900)),
        new BookingCancelled(FLIGHT, LEG, BOOKING, "p-1", "12A", 19_900L));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventIsWrittenAsItsGoldenFileAndReadBackEqual(FlightEvent event) {
    var encoded = codec.encode(event);
    var golden = golden(encoded.type().name() + ".v" + encoded.type().version() + ".json");
    assertThat(encoded.data()).isEqualTo(golden);
    assertThat(codec.decode(encoded.type(), golden)).isEqualTo(new Decoded.Known<>(event));
  }

  @Test
  void aSeatThatWasBookedInVersion1IsReadAsOneOfVersion2() {
    assertThat(codec.decode(new EventType("seat-booked", 1), golden("seat-booked.v1.json")))
        .isEqualTo(codec.decode(new EventType("seat-booked", 2), golden("seat-booked.v2.json")));
  }

  @Test
  void aVersionThatCameAfterThisBuildIsUnknown() {
    var future = new EventType("seat-booked", 3);
    assertThat(codec.decode(future, "{}")).isEqualTo(new Decoded.UnknownType<>(future));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "7", "null", "", "{\"fareCents\":{}}"})
  void aRecordedEventThatIsNoneIsUnreadable(String data) {
    assertThat(codec.decode(new EventType("seat-booked", 1), data))
        .isInstanceOf(Decoded.Unreadable.class);
  }

  @Test
  void everyTypeHasAnExample() {
    assertThat(events().map(event -> codec.encode(event).type()))
        .containsExactlyInAnyOrderElementsOf(
            FlightEvents.CATALOG.entries().stream().map(entry -> entry.type()).toList());
  }

  private static String golden(String name) {
    try (var file = FlightEventsTests.class.getResourceAsStream("/golden/" + name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
