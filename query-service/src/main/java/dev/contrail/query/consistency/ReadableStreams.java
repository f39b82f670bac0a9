package dev.contrail.query.consistency;

import dev.contrail.query.projection.ParkedStreams;
import dev.contrail.web.Problem;
import java.time.Duration;
import org.springframework.http.HttpStatus;

/**
 * Refuses to show what a projection knows of a stream while later events of that stream are parked:
 * it would be older than it seems.
 */
public final class ReadableStreams {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  private final ParkedStreams parked;

  ReadableStreams(ParkedStreams parked) {
    this.parked = parked;
  }

  /**
   * Called by controllers of single streams before they answer.
   *
   * @throws Problem 503 if the stream is parked
   */
  public void check(String projection, String streamId) {
    if (parked.contains(projection, streamId)) {
      throw Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "stream-parked",
              "The latest events of this resource could not be applied yet. Its operators know.")
          .retryAfter(RETRY_AFTER);
    }
  }
}
