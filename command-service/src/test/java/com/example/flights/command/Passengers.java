package com.example.flights.command;

import dev.contrail.command.faults.Crew;
import dev.contrail.command.faults.History;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntUnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Clients that book one seat after the other at several instances until they are told to stop. Each
 * has a key for each booking, and tries it at one instance after the other until it is answered.
 */
final class Passengers implements AutoCloseable {

  private static final int CLIENTS = 8;
  private static final int SEATS = 600;
  private static final Duration BACK_OFF = Duration.ofMillis(50);
  private static final String FLIGHT =
      """
      {"origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55","distanceMiles":1797,"seats":%d}
      """;
  private static final String BOOKING =
      """
      {"passengerId":"%s","passengerName":"A","seat":"%s","fareCents":1}
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  private final IntUnaryOperator portOf;
  private final String authorization;
  private final History history;
  private final AtomicInteger turnedAway = new AtomicInteger();
  private final Map<Long, Instant> triedAgain = new ConcurrentHashMap<>();
  private final Crew crew;

  /**
   * @param portOf the port of an instance, 0 or 1
   */
  Passengers(IntUnaryOperator portOf, String authorization, History history) {
    this.portOf = portOf;
    this.authorization = authorization;
    this.history = history;
    this.crew = new Crew(CLIENTS, this::run);
    crew.start();
  }

  /** Tries that an instance did not accept: no connection, or 503. */
  int turnedAway() {
    return turnedAway.get();
  }

  /**
   * By their positions, bookings whose connection was cut before their answer came, and when they
   * were tried again. Whichever was recorded before that, had been accepted.
   */
  Map<Long, Instant> triedAgain() {
    return triedAgain;
  }

  private void run(int client) {
    var flight = "";
    for (var i = 0; !crew.isStopping(); i++) {
      if (i % SEATS == 0) {
        var scheduled = answered(client, "/api/flights", FLIGHT.formatted(SEATS), "f" + client + i);
        flight = scheduled.get("flightId").stringValue();
      }
      var passenger = client + "-" + i;
      var path = "/api/flights/" + flight + "/bookings";
      var booking = BOOKING.formatted(passenger, Seats.name(i % SEATS));
      var booked = answered(client + i, path, booking, "booking-" + passenger);
      history.acknowledged(passenger, booked.get("position").longValue());
    }
  }

  private JsonNode answered(int first, String path, String body, String key) {
    Instant again = null;
    for (var instance = first; ; instance++) {
      try {
        var answer = post(portOf.applyAsInt(instance % 2), path, body, key);
        if (answer.statusCode() == 201) {
          var node = JsonMapper.shared().readTree(answer.body());
          if (again != null) {
            triedAgain.put(node.get("position").longValue(), again);
          }
          return node;
        }
        if (answer.statusCode() != 503) {
          throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        turnedAway.incrementAndGet();
      } catch (ConnectException e) {
        turnedAway.incrementAndGet();
      } catch (IOException e) {
        again = again == null ? Instant.now() : again;
      }
      LockSupport.parkNanos(BACK_OFF.toNanos());
    }
  }

  private HttpResponse<String> post(int port, String path, String body, String key)
      throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
            .header("Content-Type", "application/json")
            .header("Authorization", authorization)
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns when every client has got its last answer. */
  @Override
  public void close() {
    crew.close();
    http.close();
  }
}
