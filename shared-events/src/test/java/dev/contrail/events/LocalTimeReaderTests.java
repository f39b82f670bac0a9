package dev.contrail.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.json.JsonMapper;

class LocalTimeReaderTests {

  private static final JsonMapper JSON = EventJson.mapper();

  private static LocalDateTime read(String text) {
    return JSON.readValue('"' + text + '"', LocalDateTime.class);
  }

  @Test
  void readsWhatWasWritten() {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (var i = 0; i < 20_000; i++) {
      var seconds = random.nextLong(-70_000_000_000L, 300_000_000_000L);
      var nanos = random.nextInt(4) == 0 ? random.nextInt(1_000_000_000) : 0;
      var whole = random.nextBoolean() ? seconds - seconds % 60 : seconds;
      var time = LocalDateTime.ofEpochSecond(whole, nanos, ZoneOffset.UTC);
      assertThat(JSON.readValue(JSON.writeValueAsString(time), LocalDateTime.class))
          .isEqualTo(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T23:59",
        "2026-01-31T06:55:01",
        "2026-01-31T06:55:01.5",
        "2026-01-31T06:55:00"
      })
  void readsEverySpelling(String text) {
    assertThat(read(text)).isEqualTo(LocalDateTime.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-02-29T00:00",
        "2026-13-01T00:00",
        "2026-01-01T24:01",
        "2026-01-01T00:60",
        "2026-01-01T00:00:60",
        "2026-01-01 00:00",
        "2026-01-0aT00:00",
        "\u0662026-01-01T00:0"
      })
  void refusesWhatIsNoTime(String text) {
    assertThatExceptionOfType(DatabindException.class)
        .isThrownBy(() -> read(text))
        .withMessageContaining("LocalDateTime");
  }
}
