package dev.contrail.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTests {

  @Test
  void readsWhatWasWritten() {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (var i = 0; i < 20_000; i++) {
      var seconds = random.nextLong(-70_000_000_000L, 300_000_000_000L);
      var nanos = random.nextInt(4) * random.nextInt(250_000_000);
      var time = Instant.ofEpochSecond(seconds, nanos - nanos % (random.nextBoolean() ? 1_000 : 1));
      assertThat(InstantText.parse(time.toString())).isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-01-01",
        "2026-13-01T00:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-01-01T24:00:01Z",
        "2026-01-01T00:60:00Z",
        "2026-01-01T00:00:00.Z0",
        "2026-01-01T00:00:00.1234567890Z",
        "2026-01-01T00:00:00+",
        "2026-01-01 00:00:00Z"
      })
  void refusesWhatIsNoTime(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> InstantText.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-01-31T23:59:59Z", "2026-01-01T02:00:00+02:00", "2024-02-29T00:00:00.5Z"})
  void readsWhatItDoesNotWriteItself(String text) {
    assertThat(InstantText.parse(text)).isEqualTo(Instant.parse(text));
  }
}
