package com.example.flights.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.events.PassengerEvent.SeatHeld;
import com.example.flights.events.PassengerEvent.SeatMoved;
import com.example.flights.events.PassengerEvent.SeatReleased;
import dev.contrail.events.Decoded;
import dev.contrail.events.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The golden files are what production logs contain: they are never regenerated. */
class PassengerEventsTests {

  private static final UUID FLIGHT = UUID.fromString("018f3c5e-8f3a-7c1e-9d5b-3a1f0c2b4d6e");
  private static final UUID BOOKING = UUID.fromString("018f3c5e-9a00-7abc-8def-001122334455");
  private static final LocalDateTime FROM = LocalDateTime.of(2001, 1, 1, 6, 55);
  private static final LocalDateTime TO = LocalDateTime.of(2001, 1, 1, 11, 9);

  private final EventCodec<PassengerEvent> codec = new EventCodec<>(PassengerEvents.CATALOG);

  static Stream<PassengerEvent> events() {
    return Stream.of(
        new SeatHeld("p-1", BOOKING, FLIGHT, FROM, TO),
        new SeatMoved("p-1", BOOKING, FROM, TO),
        new SeatReleased("p-1", BOOKING));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventIsWrittenAsItsGoldenFileAndReadBackEqual(PassengerEvent event) {
    var encoded = codec.encode(event);
    var golden = golden(encoded.type().name() + ".v" + encoded.type().version() + ".json");
    assertThat(encoded.data()).isEqualTo(golden);
    assertThat(codec.decode(encoded.type(), golden)).isEqualTo(new Decoded.Known<>(event));
  }

  @Test
  void everyTypeHasAnExample() {
    assertThat(events().map(event -> codec.encode(event).type()))
        .containsExactlyInAnyOrderElementsOf(
            PassengerEvents.CATALOG.entries().stream().map(entry -> entry.type()).toList());
  }

  private static String golden(String name) {
    try (var file = PassengerEventsTests.class.getResourceAsStream("/golden/" + name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
