package dev.contrail.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.contrail.web.Problem;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTests {

  private static final LocalDateTime WITHOUT = LocalDateTime.of(1, 1, 1, 0, 0);

  @Test
  void readsLocalTimes() {
    assertThat(Parameters.localDateTime("from", "2026-01-02T03:04", WITHOUT))
        .isEqualTo("2026-01-02T03:04");
    assertThat(Parameters.localDateTime("from", null, WITHOUT)).isEqualTo(WITHOUT);
  }

  @Test
  void readsPointsInTime() {
    assertThat(Parameters.instant("from", "2026-01-02T03:04:05+01:00"))
        .isEqualTo(Instant.parse("2026-01-02T02:04:05Z"));
    assertThat(Parameters.instant("from", null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-01-02",
        "2026-01-02T03:04Z",
        "2026-02-30T00:00",
        "+999999999-01-01T00:00",
        "-0001-01-01T00:00",
        "now"
      })
  void refusesWhatIsNoLocalTime(String text) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> Parameters.localDateTime("from", text, WITHOUT))
        .withMessageContaining("from");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 11, Integer.MAX_VALUE})
  void refusesLimitsOutOfBounds(int limit) {
    assertThatExceptionOfType(Problem.class).isThrownBy(() -> Parameters.limit(limit, 10));
  }
}
