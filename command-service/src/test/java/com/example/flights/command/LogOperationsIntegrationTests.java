package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import tools.jackson.databind.JsonNode;

/** The log on the management port. */
class LogOperationsIntegrationTests extends RunningCommandService {

  private static final String FLIGHT =
      """
      {"origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55","distanceMiles":1797,"seats":12}\
      """;

  @LocalManagementPort private int managementPort;

  @Test
  void theLogIsReadAndVerifiedThere() throws Exception {
    var first = body(post("/api/flights", FLIGHT)).get("flightId").stringValue();
    post("/api/flights/" + first + "/departure", "{\"delayMinutes\":5}");
    post("/api/flights", FLIGHT);

    var head = json.readTree(get("/actuator/log").body());
    var end = head.get("position").longValue();
    assertThat(end).isEqualTo(eventCount());

    var log = lines(get("/actuator/logevents?after=1&limit=2"));
    assertThat(log).extracting(line -> line.get("position").longValue()).containsExactly(2L, 3L);
    var stream = lines(get("/actuator/logevents/flight-" + first + "?after=1"));
    assertThat(stream)
        .extracting(line -> line.get("type").stringValue())
        .containsExactly("flight-departed");
    assertThat(stream.getFirst().get("data").get("delayMinutes").intValue()).isEqualTo(5);

    var verified = get("/actuator/logverify");
    assertThat(verified.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    assertThat(verified.body().lines().toList().getLast())
        .isEqualTo(
            "{\"verdict\":\"sound\",\"position\":%d,\"hash\":\"%s\"}"
                .formatted(end, head.get("hash").stringValue()));
  }

  @Test
  void theLogIsNotOnTheServicesPort() throws Exception {
    var answer =
        send(
            "GET", "/actuator/log", HttpRequest.BodyPublishers.noBody(), "Authorization", OPERATOR);
    assertThat(answer.statusCode()).isEqualTo(404);
  }

  private List<JsonNode> lines(HttpResponse<String> response) {
    return response.body().lines().map(line -> json.readTree(line)).toList();
  }

  private HttpResponse<String> get(String path) throws Exception {
    var response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path))
                    .header("Authorization", OPERATOR)
                    .build(),
                BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response;
  }
}
