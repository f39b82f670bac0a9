package com.example.flights.command.flight.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.example.flights.command.RunningCommandService;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlightBatchIntegrationTests extends RunningCommandService {

  private static final int PATIENCE_MILLIS = 10_000;

  /** The rest of a line after its first field. */
  private static final String FLIGHT =
      """
      "origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55","distanceMiles":1797,"seats":12}\
      """;

  private static final String BOOKING =
      """
      "passengerId":"%s","passengerName":"Zoë Ünal","seat":"1A","fareCents":19900}\
      """;

  @Test
  void aBatchAnswersEveryLineInOrder() throws Exception {
    var id = UUID.randomUUID();
    var lines =
        """
        {"type":"schedule-flight","flightId":"%1$s",%2$s
        {"type":"book-seat","flightId":"%1$s",%3$s
        {"type":"book-seat","flightId":"%1$s",%3$s

        {"type":"depart-flight","flightId":"%1$s","delayMinutes":3,"more":1}
        {"type":"depart-flight","flightId":"%1$s"}
        not json
        {"type":"depart-flight","flightId":"%1$s","delayMinutes":3}
        {"type":"dance"}
        """
            .formatted(id, FLIGHT, BOOKING.formatted(UUID.randomUUID()));
    var answers = batch(lines).body().lines().map(json::readTree).toList();
    assertThat(answers)
        .extracting(answer -> answer.get("line").intValue())
        .containsExactly(1, 2, 3, 5, 6, 7, 8, 9);
    assertThat(answers)
        .extracting(answer -> answer.get("status").intValue())
        .containsExactly(201, 201, 409, 400, 400, 400, 200, 400);
    assertThat(answers.get(2).get("code").stringValue()).isEqualTo("seat-taken");
    assertThat(answers.get(6).get("version").intValue()).isEqualTo(3);
  }

  @Test
  void aLongBatchSentTwiceHasOneEffect() throws Exception {
    var lines =
        IntStream.range(0, 2_000)
            .mapToObj(i ->
                "{\"type\":\"schedule-flight\",\"key\":\"%s\",\"flightId\":\"%s\",%s"
                    .formatted(
                        "batch-" + i, UUID.nameUUIDFromBytes(("batch" + i).getBytes()), FLIGHT))
            .collect(Collectors.joining("\n"));
    var before = eventCount();
    var first = batch(lines).body();
    assertThat(first.lines()).hasSize(2_000).allMatch(line -> line.contains("\"status\":201"));
    assertThat(batch(lines).body()).isEqualTo(first);
    assertThat(eventCount()).isEqualTo(before + 2_000);
  }

  private HttpResponse<String> batch(String lines) throws Exception {
    return post("/api/flights/batch", lines, "Content-Type", "application/x-ndjson");
  }

  /** A client may ask line by line on one connection, and send blank lines to keep it alive. */
  @Test
  void aLineIsAnsweredWhileTheRequestIsStillBeingSent() throws Exception {
    try (var socket = new Socket("localhost", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var answers = begin(socket, AGENT);
      for (var i = 1; i <= 3; i++) {
        chunk(
            socket,
            "{\"type\":\"schedule-flight\",\"flightId\":\"%s\",%s\n\n"
                .formatted(UUID.randomUUID(), FLIGHT));
        var number = "\"line\":" + (2 * i - 1);
        assertThat(answers.lines().filter(line -> line.contains(number)).findFirst())
            .hasValueSatisfying(line -> assertThat(line).contains("\"status\":201"));
      }
    }
  }

  /** Cure: a batch asks before each line whether its token still holds. */
  @Test
  void aBatchEndsWithItsToken() throws Exception {
    var claims = ISSUER.claims("agent", "flights:write");
    claims.put("exp", Instant.now().getEpochSecond() + 2);
    try (var socket = new Socket("localhost", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      var answers = begin(socket, "Bearer " + ISSUER.sign(ISSUER.header(), claims));
      var statuses = new ArrayList<Integer>();
      do {
        chunk(socket, "{\"type\":\"dance\"}\n\n");
        var answer = answers.lines().filter(line -> line.startsWith("{")).findFirst();
        statuses.add(json.readTree(answer.orElseThrow()).get("status").intValue());
      } while (statuses.getLast() == 400);
      assertThat(statuses).endsWith(400, 401);
    }
  }

  private static BufferedReader begin(Socket socket, String authorization) throws IOException {
    send(
        socket,
        """
        POST /api/flights/batch HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/x-ndjson\r
        Authorization: %s\r
        Transfer-Encoding: chunked\r
        \r
        """
            .formatted(authorization));
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
  }

  private static void chunk(Socket socket, String content) throws IOException {
    var length = Integer.toHexString(content.getBytes(UTF_8).length);
    send(socket, length + "\r\n" + content + "\r\n");
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
    socket.getOutputStream().flush();
  }
}
