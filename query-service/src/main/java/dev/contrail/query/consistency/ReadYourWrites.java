package dev.contrail.query.consistency;

import dev.contrail.events.ConsistencyToken;
import dev.contrail.events.EventTopic;
import dev.contrail.query.projection.Progress;
import dev.contrail.web.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/**
 * Lets a read wait until the projections have passed what its client has written. Waiting costs the
 * (virtual) thread of the request and nothing else: no connection, no platform thread.
 */
final class ReadYourWrites {

  private static final Pattern WAIT =
      Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?(?:$|[,;\\s])");

  private final Progress progress;
  private final ReadableStreams readable;
  private final String cell;
  private final EventTopic topic;
  private final ConsistencySettings settings;
  private final Semaphore waiting;

  ReadYourWrites(
      Progress progress,
      ReadableStreams readable,
      String cell,
      EventTopic topic,
      ConsistencySettings settings) {
    this.readable = readable;
    this.progress = progress;
    this.cell = cell;
    this.topic = topic;
    this.settings = settings;
    this.waiting = new Semaphore(settings.maxWaiting());
  }

  /**
   * Returns once all projections have passed the token's positions.
   *
   * @throws Problem 400 for what is no token of this cell, 503 if it takes too long, too many wait
   *     already or a stream of the token is parked
   */
  void await(String encodedToken, Duration atMost, Set<String> projections)
      throws InterruptedException {
    var token = token(encodedToken);
    if (!passed(projections, token.positionsIn(topic), atMost)) {
      throw Problem.of(
              HttpStatus.SERVICE_UNAVAILABLE,
              "not-yet-visible",
              "What the token stands for cannot be read yet. Send the same request again.")
          .retryAfter(Duration.ofSeconds(1));
    }
    for (var projection : projections) {
      token.positions().keySet().forEach(stream -> readable.check(projection, stream));
    }
  }

  private boolean passed(Set<String> projections, Map<Integer, Long> positions, Duration atMost)
      throws InterruptedException {
    if (progress.hasPassed(projections, positions)) {
      return true;
    }
    if (!waiting.tryAcquire()) {
      return false;
    }
    try {
      return progress.awaitPassed(projections, positions, atMost);
    } finally {
      waiting.release();
    }
  }

  private ConsistencyToken token(String encoded) {
    var token = ConsistencyToken.decode(encoded).orElse(null);
    if (token == null) {
      throw Problem.of(
          HttpStatus.BAD_REQUEST,
          "malformed-token",
          "Send the %s as a command's answer gave it.".formatted(ConsistencyToken.HEADER));
    }
    if (!token.cell().equals(cell)) {
      throw Problem.of(
          HttpStatus.BAD_REQUEST,
          "token-of-another-cell",
          "The token was given by another cell than the one read here.");
    }
    return token;
  }

  /**
   * What {@code Prefer: wait=SECONDS} asks for, within bounds; RFC 7240 ignores what is malformed.
   */
  Duration waitOf(List<String> prefer) {
    for (var preference : prefer) {
      var matcher = WAIT.matcher(preference);
      if (matcher.find()) {
        var wanted = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
        return wanted.compareTo(settings.maxWait()) < 0 ? wanted : settings.maxWait();
      }
    }
    return settings.defaultWait();
  }
}
