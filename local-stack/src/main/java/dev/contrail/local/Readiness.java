package dev.contrail.local;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Asks services whether they can work yet. */
public final class Readiness {
  private static final Duration ASK_AGAIN = Duration.ofMillis(100);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final HttpClient http;
  private final Duration limit;

  /**
   * @param limit how long a service may take
   */
  public Readiness(HttpClient http, Duration limit) {
    this.http = http;
    this.limit = limit;
  }

  /**
   * Returns when the service says that it is ready.
   *
   * @throws StackFailure if it ends instead, or is not ready in time
   */
  public void await(ServiceProcess process) {
    var service = process.service();
    var deadline = Instant.now().plus(limit);
    var answer = "no answer";
    while (Instant.now().isBefore(deadline)) {
      if (!process.isAlive()) {
        throw new StackFailure(
            "The %s ended with exit code %d before it was ready: its lines above say why."
                .formatted(service.name(), process.ended().join()));
      }
      answer = ask(service);
      if (answer.isEmpty()) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ASK_AGAIN.toMillis()));
    }
    throw new StackFailure(
        "The %s was not ready after %d s (%s: %s): its lines above may say why."
            .formatted(service.name(), limit.toSeconds(), service.readiness(), answer));
  }

  /** Empty when ready, else what it said. */
  private String ask(Service service) {
    var request = HttpRequest.newBuilder(service.readiness()).timeout(ANSWER_LIMIT).build();
    try {
      var response = http.send(request, BodyHandlers.ofString());
      return response.statusCode() == OK ? "" : response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return "no answer";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted.");
    }
  }
}
