package dev.contrail.command.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.telemetry.Spans;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class CommandContextsTests {

  private static final byte[] ANN = "{\"passengerName\":\"Ann\"}".getBytes(UTF_8);
  private static final byte[] ZOE = "{\"passengerName\":\"Zoe\"}".getBytes(UTF_8);

  private final CommandContexts contexts =
      new CommandContexts("cell-1", Duration.ofSeconds(1), Spans.OFF);

  private CommandContext of(String key, byte[] content) {
    var request = new MockHttpServletRequest("POST", "/api/flights/1/bookings");
    request.setRemoteUser("p-1");
    if (!key.isEmpty()) {
      request.addHeader("Idempotency-Key", key);
    }
    return contexts.of(request, content);
  }

  @Test
  void aRepeatIsKnownAndAnotherBodyIsNone() {
    var first = of("k-1", ANN);
    assertThat(of("k-1", ANN).commandId()).isEqualTo(first.commandId());
    assertThat(of("k-1", ANN).commandHash()).isEqualTo(first.commandHash());
    assertThat(of("k-1", ZOE).commandHash()).isNotEqualTo(first.commandHash());
  }

  /** Cure: the key, which nobody keeps, is the salt of the hash that is kept. */
  @Test
  void whoHasTheLogCannotTryNamesAgainstTheHashOfARequest() {
    assertThat(of("k-1", ANN).commandHash()).isNotEqualTo(of("k-2", ANN).commandHash());
    assertThat(of("", ANN).commandHash()).isNotEqualTo(of("", ANN).commandHash());
  }
}
