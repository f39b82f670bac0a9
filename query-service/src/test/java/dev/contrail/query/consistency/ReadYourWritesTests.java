package dev.contrail.query.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.contrail.events.ConsistencyToken;
import dev.contrail.events.EventTopic;
import dev.contrail.query.projection.ParkedStreams;
import dev.contrail.query.projection.Progress;
import dev.contrail.web.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadYourWritesTests {

  private final ReadYourWrites readYourWrites =
      new ReadYourWrites(
          new Progress(),
          new ReadableStreams(new ParkedStreams()),
          "cell-1",
          new EventTopic("events", 12, (short) 1),
          new ConsistencySettings(Duration.ofSeconds(5), Duration.ofSeconds(30), 1));

  private Problem refused(String token) {
    return assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> readYourWrites.await(token, Duration.ofMillis(20), Set.of("board")))
        .actual();
  }

  @Test
  void whatIsNoTokenIsRefused() {
    var problem = refused("nonsense");
    assertThat(problem.getStatusCode().value()).isEqualTo(400);
    assertThat(problem.getBody().getType()).hasToString("urn:contrail:problem:malformed-token");
  }

  @Test
  void aTokenOfAnotherCellIsRefused() {
    var problem = refused(new ConsistencyToken("cell-2", Map.of("a", 1L)).encode());
    assertThat(problem.getStatusCode().value()).isEqualTo(400);
    assertThat(problem.getBody().getType())
        .hasToString("urn:contrail:problem:token-of-another-cell");
  }

  @Test
  void whatIsNotSeenInTimeIsSaidToBeUnseen() {
    var problem = refused(new ConsistencyToken("cell-1", Map.of("a", 1L)).encode());
    assertThat(problem.getStatusCode().value()).isEqualTo(503);
    assertThat(problem.getBody().getType()).hasToString("urn:contrail:problem:not-yet-visible");
    assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("1");
  }

  /** Cure: a permit for whoever waits. */
  @Test
  void oneMoreThanMayWaitIsToldAtOnce() throws Exception {
    var token = new ConsistencyToken("cell-1", Map.of("a", 1L)).encode();
    var first =
        Thread.startVirtualThread(() -> {
          try {
            readYourWrites.await(token, Duration.ofMinutes(5), Set.of("board"));
          } catch (InterruptedException e) {
            // as it is meant to end
          }
        });
    await().until(() -> first.getState() == Thread.State.TIMED_WAITING);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> readYourWrites.await(token, Duration.ofMinutes(5), Set.of("board")))
        .matches(problem -> problem.getStatusCode().value() == 503);
    first.interrupt();
    first.join();
    assertThat(refused(token).getStatusCode().value()).isEqualTo(503);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait=2                    | 2",
        "respond-async, wait=7     | 7",
        "wait=\"3\"                | 3",
        "wait=0                    | 0",
        "wait=999999               | 30",
        "wait=soon                 | 5",
        "await=9                   | 5",
        "return=minimal            | 5"
      })
  void waitsAsLongAsPreferredWithinBounds(String prefer, long seconds) {
    assertThat(readYourWrites.waitOf(List.of(prefer))).hasSeconds(seconds);
  }

  @Test
  void waitsTheDefaultWhereNothingIsPreferred() {
    assertThat(readYourWrites.waitOf(List.of())).hasSeconds(5);
  }
}
