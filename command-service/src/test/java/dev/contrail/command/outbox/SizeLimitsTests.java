package dev.contrail.command.outbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SizeLimitsTests {

  private static final int KB = 1024;

  @Test
  void eachLimitIsBelowTheNext() {
    assertThatCode(() -> new SizeLimits(64 * KB, 256 * KB, 1024 * KB)).doesNotThrowAnyException();
  }

  @Test
  void aRequestThatMakesTooLargeAnEventIsNotTaken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SizeLimits(256 * KB, 256 * KB, 1024 * KB))
        .withMessageContaining("contrail.http.max-body (262144 bytes)");
  }

  @Test
  void anEventThatTheProducerCannotSendIsNotTaken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SizeLimits(64 * KB, 1010 * KB, 1024 * KB))
        .withMessageContaining("max.request.size (1048576 bytes)");
  }
}
