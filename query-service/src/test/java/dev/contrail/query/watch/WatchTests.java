package dev.contrail.query.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.contrail.web.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WatchTests {

  private static Watch watch(@Nullable Long caughtUp) {
    var definition = new Definition(List.of("counter-raised"), List.of(), null);
    return new Watch(new UUID(1, 1), "", definition, 0, caughtUp, Instant.EPOCH);
  }

  /** Cure: the cursor has passed a token's position, and this watch has not. */
  @Test
  void whoIsBehindDoesNotSatisfyAToken() {
    watch(null).requireCaughtUp();
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> watch(41L).requireCaughtUp())
        .satisfies(problem -> assertThat(problem.toString()).contains("41"));
  }
}
