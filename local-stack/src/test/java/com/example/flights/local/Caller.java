package com.example.flights.local;

import dev.contrail.local.BatchLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who speaks HTTP to both services.
 *
 * @param commands the command service
 * @param queries the query service
 * @param token of access, sent with each request
 */
record Caller(HttpClient http, URI commands, URI queries, String token) {

  private static final Duration LOAD_PATIENCE = Duration.ofSeconds(120);

  /** Loads commands, any number. */
  BatchLoader loader() {
    return new BatchLoader(http, commands.resolve("/api/flights/batch"), token, LOAD_PATIENCE);
  }

  /**
   * A command.
   *
   * @param headers name, value, name, value …
   */
  HttpResponse<String> post(String path, String body, String... headers) {
    return send("POST", commands.resolve(path), body, headers);
  }

  /**
   * Has a flight scheduled.
   *
   * @param route two airports, such as ZRH-KEF
   * @param departure local, such as 2031-05-01T06:55
   * @param headers name, value, name, value …
   */
  HttpResponse<String> schedule(Object id, String route, String departure, String... headers) {
    var airports = route.split("-");
    return post(
        "/api/flights",
        """
        {"flightId":"%s","origin":"%s","destination":"%s","departure":"%s","distanceMiles":1797,"seats":180}
        """
            .formatted(id, airports[0], airports[1], departure),
        headers);
  }

  /** Has a seat booked. */
  HttpResponse<String> book(Object flight, String seat, String passenger, String name) {
    return post(
        "/api/flights/" + flight + "/bookings",
        """
        {"passengerId":"%s","passengerName":"%s","seat":"%s","fareCents":19900}
        """
            .formatted(passenger, name, seat));
  }

  /** What the query service says, whatever it is. */
  HttpResponse<String> ask(String path, String accept) {
    return send("GET", queries.resolve(path), "", "Accept", accept);
  }

  /** What the query service shows. */
  JsonNode query(String path) {
    return query(path, "");
  }

  /** Reads as of a write, if its consistency token is given. */
  JsonNode query(String path, String consistency) {
    var uri = queries.resolve(path);
    var answer =
        consistency.isEmpty()
            ? send("GET", uri, "")
            : send("GET", uri, "", "Consistency-Token", consistency);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body());
  }

  /** How many events the journal has, and up to which position. */
  JsonNode journal() {
    return query("/api/events/completeness");
  }

  /** Looks at a live view. */
  LiveView follow(String path) {
    var request = authorized(queries.resolve(path)).header("Accept", "text/event-stream").build();
    return new LiveView(await(http, request, BodyHandlers.ofLines()).body());
  }

  /**
   * @param body as JSON; may be empty
   * @param headers name, value, name, value …
   */
  HttpResponse<String> send(String method, URI uri, String body, String... headers) {
    var request =
        authorized(uri)
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return await(http, request.build(), BodyHandlers.ofString());
  }

  /** The beginning of a request that carries the token. */
  HttpRequest.Builder authorized(URI uri) {
    return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token);
  }

  private static <T> HttpResponse<T> await(
      HttpClient http, HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
