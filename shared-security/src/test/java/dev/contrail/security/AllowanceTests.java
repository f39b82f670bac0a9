package dev.contrail.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bucket4j.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AllowanceTests {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final Bucket bucket =
      Bucket.builder()
          .addLimit(limit -> limit.capacity(3).refillIntervally(3, Duration.ofDays(1)))
          .build();

  /** Cure: what is taken here is not there for the next request. */
  @Test
  void eachThingIsTakenFromWhatTheCallerHas() throws Exception {
    var allowance = untilThen(NOW.plusSeconds(1));
    for (var i = 0; i < 3; i++) {
      assertThat(allowance.take()).isTrue();
    }
    assertThat(bucket.getAvailableTokens()).isZero();
  }

  @Test
  void whoHasNothingLeftWaits() {
    assertThat(bucket.tryConsume(3)).isTrue();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> untilThen(Instant.MAX).take())
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void whoDoesNotWaitGetsWhatThereIs() {
    var allowance = untilThen(NOW.plusSeconds(1));
    for (var i = 0; i < 3; i++) {
      assertThat(allowance.takeNow()).isTrue();
    }
    assertThat(allowance.takeNow()).isFalse();
    assertThat(untilThen(NOW).takeNow()).isFalse();
  }

  @Test
  void nothingIsGivenOnceTheTokenHasEnded() throws Exception {
    assertThat(untilThen(NOW).take()).isFalse();
    assertThat(untilThen(NOW.plusNanos(1)).take()).isTrue();
  }

  private Allowance untilThen(Instant end) {
    return new Allowance(bucket, end, Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
