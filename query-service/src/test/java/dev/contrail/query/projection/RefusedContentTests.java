package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefusedContentTests {

  private static boolean isRefused(String state) {
    return RefusedContent.isCauseOf(new IllegalStateException(new SQLException("no", state)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"21000", "22021", "23514", "54000"})
  void whatWillNeverWorkIsRefused(String state) {
    assertThat(isRefused(state)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "40001", "53300", "55P03", "57P01"})
  void whatMayWorkLaterIsNot(String state) {
    assertThat(isRefused(state)).isFalse();
  }
}
