package __domain__.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import __domain__.events.__Name__Event.__Name__Issued;
import __domain__.events.__Name__Event.__Name__Redeemed;
import dev.contrail.events.Decoded;
import dev.contrail.events.EventCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The golden files are what production logs contain: they are never regenerated. To change what an
 * event holds, make it version 2, with an upcaster and a golden file of its own: "Evolution" in
 * docs/how-it-works.md.
 */
class __Name__EventsTests {

  private static final UUID ID = UUID.fromString("018f3c5e-8f3a-7c1e-9d5b-3a1f0c2b4d6e");

  private final EventCodec<__Name__Event> codec = new EventCodec<>(__Name__Events.CATALOG);

  static Stream<__Name__Event> events() {
    return Stream.of(new __Name__Issued(ID, "Zoë's"), new __Name__Redeemed(ID, "p-1"));
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventIsWrittenAsItsGoldenFileAndReadBackEqual(__Name__Event event) {
    var encoded = codec.encode(event);
    var golden = golden(encoded.type().name() + ".v" + encoded.type().version() + ".json");
    assertThat(encoded.data()).isEqualTo(golden);
    assertThat(codec.decode(encoded.type(), golden)).isEqualTo(new Decoded.Known<>(event));
  }

  @Test
  void everyTypeHasAnExample() {
    assertThat(events().map(event -> codec.encode(event).type()))
        .containsExactlyInAnyOrderElementsOf(
            __Name__Events.CATALOG.entries().stream().map(entry -> entry.type()).toList());
  }

  private static String golden(String name) {
    try (var file = __Name__EventsTests.class.getResourceAsStream("/golden/" + name)) {
      return new String(Objects.requireNonNull(file, name).readAllBytes(), UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
