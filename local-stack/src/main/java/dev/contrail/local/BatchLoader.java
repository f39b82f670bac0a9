package dev.contrail.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends any number of commands, one JSON object a line, to a batch endpoint, and sends again
 * whatever may not have arrived: every line carries an idempotency key, so that nothing happens
 * twice.
 *
 * <p>The lines go in requests of some hundreds each: one is what has to be sent again after a
 * failure, and Java's HTTP client hands out no answer before the whole request is sent, so a single
 * endless one could show no progress.
 */
public final class BatchLoader {
  private static final int LINES_A_REQUEST = 1_000;
  private static final int OK = 200;
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);
  private static final Duration BACK_OFF = Duration.ofMillis(250);

  private final HttpClient http;
  private final URI endpoint;
  private final String token;
  private final Duration patience;
  private final JsonMapper json = JsonMapper.shared();

  /**
   * @param endpoint takes and gives {@code application/x-ndjson}
   * @param token lets us in there
   * @param patience how long a request is tried again while the service is away, overloaded or
   *     unsure
   */
  public BatchLoader(HttpClient http, URI endpoint, String token, Duration patience) {
    this.http = http;
    this.endpoint = endpoint;
    this.token = token;
    this.patience = patience;
  }

  /**
   * Sends all lines in their order.
   *
   * @param progress told after every request how it stands
   * @throws StackFailure when patience has run out
   */
  public Loaded load(Iterator<String> lines, Consumer<Loaded> progress) {
    var loaded = Loaded.NOTHING;
    while (lines.hasNext()) {
      for (var result : sendUntilKnown(next(lines))) {
        loaded = loaded.plus(result);
      }
      progress.accept(loaded);
    }
    return loaded;
  }

  private static List<String> next(Iterator<String> lines) {
    var group = new ArrayList<String>(LINES_A_REQUEST);
    while (lines.hasNext() && group.size() < LINES_A_REQUEST) {
      group.add(lines.next());
    }
    return group;
  }

  private List<LineResult> sendUntilKnown(List<String> lines) {
    var deadline = Instant.now().plus(patience);
    while (true) {
      String trouble;
      try {
        var results = send(lines);
        if (results.stream().noneMatch(LineResult::isOpen)) {
          return results;
        }
        trouble = results.stream().filter(LineResult::isOpen).findFirst().orElseThrow().toString();
      } catch (IOException e) {
        trouble = e.toString();
      }
      if (Instant.now().isAfter(deadline)) {
        throw new StackFailure("Loading stopped at %s: %s".formatted(endpoint, trouble));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BACK_OFF.toMillis()));
    }
  }

  /**
   * One result for each line, or an exception: an answer cut short tells nothing about the lines it
   * leaves out.
   */
  private List<LineResult> send(List<String> lines) throws IOException {
    var request =
        HttpRequest.newBuilder(endpoint)
            .header("Content-Type", "application/x-ndjson")
            .header("Accept", "application/x-ndjson")
            .header("Authorization", "Bearer " + token)
            .timeout(ANSWER_LIMIT)
            .POST(BodyPublishers.ofString(String.join("\n", lines) + "\n"))
            .build();
    var response = exchange(request);
    if (response.statusCode() != OK) {
      throw refusalOf(response);
    }
    var results = new ArrayList<LineResult>(lines.size());
    for (var line : response.body().lines().toList()) {
      results.add(read(line));
    }
    if (results.size() != lines.size()) {
      throw new IOException("%d results for %d lines".formatted(results.size(), lines.size()));
    }
    return results;
  }

  private HttpResponse<String> exchange(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted while loading.");
    }
  }

  /** A fault of ours is final; one of the service may pass. */
  private static IOException refusalOf(HttpResponse<String> response) {
    var refusal = "%d %s".formatted(response.statusCode(), response.body());
    if (LineResult.mayPass(response.statusCode())) {
      return new IOException(refusal);
    }
    throw new StackFailure("The batch was refused: " + refusal);
  }

  private LineResult read(String line) throws IOException {
    try {
      return json.readValue(line, LineResult.class);
    } catch (JacksonException e) {
      throw new IOException("no result: " + line, e);
    }
  }
}
