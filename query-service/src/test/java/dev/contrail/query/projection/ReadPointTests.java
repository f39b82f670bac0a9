package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadPointTests {

  private static final String SCOPE = "cell-1/counter_total";

  private final ReadPoint point = ReadPoint.of(3, 1, 0, 127, 128, Long.MAX_VALUE);

  @Test
  void isReadAsItWasWritten() {
    assertThat(ReadPoint.decode(SCOPE, point.encode(SCOPE))).hasValue(point);
    assertThat(ReadPoint.decode("cell-2/counter_total", point.encode(SCOPE))).isEmpty();
  }

  @Test
  void isShort() {
    var positions = new long[12];
    Arrays.fill(positions, 10_000_000);
    assertThat(ReadPoint.of(1, 0, positions).encode(SCOPE)).hasSizeLessThan(80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "%", "AAAA", "_____________________________"})
  void whatIsNoPointIsNone(String text) {
    assertThat(ReadPoint.decode(SCOPE, text)).isEmpty();
  }

  @Test
  void growsByWhatIsSeenAndNeverShrinks() {
    assertThat(point.with(1, 200)).isEqualTo(ReadPoint.of(3, 1, 0, 200, 128, Long.MAX_VALUE));
    assertThat(point.with(1, 100)).isSameAs(point);
    assertThat(point.and(ReadPoint.of(3, 1, 9, 9, 9, 9)))
        .isEqualTo(ReadPoint.of(3, 1, 9, 127, 128, Long.MAX_VALUE));
  }

  @Test
  void pointsOfOtherLivesAreNeverPassed() {
    assertThat(point.hasPassed(ReadPoint.of(3, 1, 0, 0, 0, 0))).isTrue();
    assertThat(point.hasPassed(ReadPoint.of(3, 2, 0, 0, 0, 0))).isFalse();
    assertThat(point.sameLife(ReadPoint.of(4, 1, 0, 0, 0, 0))).isFalse();
  }
}
