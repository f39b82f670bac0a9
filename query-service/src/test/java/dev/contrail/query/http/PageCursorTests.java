package dev.contrail.query.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.contrail.web.Problem;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageCursorTests {

  @Test
  void givesBackWhatItWasMadeOf() {
    var cursor = PageCursor.of(LocalDate.of(2026, 1, 2), "ä=?&/");
    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    List<String> parts = PageCursor.parse(cursor, found -> found);
    assertThat(parts).containsExactly("2026-01-02", "ä=?&/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "bm9uZQ", "////", "MjAyNi0xMy0wMQ"})
  void whatItDidNotMakeIsMalformed(String cursor) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> PageCursor.parse(cursor, parts -> LocalDate.parse(parts.getFirst())))
        .matches(problem -> problem.getStatusCode().value() == 400);
  }

  @Test
  void nobodyMayMakeItParseForLong() {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> PageCursor.parse("A".repeat(100_000), parts -> parts));
  }
}
