package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** What an operator sees of the relay on the management port, and what he can ask of it. */
class RelayEndpointIntegrationTests extends RunningCommandService {

  private static final String FLIGHT =
      """
      {"origin":"LAX","destination":"BNA","departure":"2001-01-01T06:55","distanceMiles":1797,"seats":180}
      """;

  private final HttpClient operator = HttpClient.newHttpClient();
  @LocalManagementPort private int managementPort;

  @Value("${contrail.topic.name}")
  private String topic = "";

  @Test
  void showsTheDestinationAndPublishesAgain() throws Exception {
    assertThat(post("/api/flights", FLIGHT).statusCode()).isEqualTo(201);
    await()
        .untilAsserted(() -> {
          var report = json.readTree(manage("GET", "", "").body()).get(0);
          assertThat(report.get("destination").asString()).isEqualTo(topic);
          assertThat(report.get("state").asString()).isEqualTo("LEADING");
          assertThat(report.get("position").asLong()).isEqualTo(eventCount());
          assertThat(report.get("backlogEvents").asLong()).isZero();
        });
    var asked = manage("POST", "/" + topic, "{\"from\":1}");
    assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
    await()
        .untilAsserted(() -> {
          var report = json.readTree(manage("GET", "", "").body()).get(0);
          assertThat(report.get("epoch").asLong()).isEqualTo(1);
          assertThat(report.get("position").asLong()).isEqualTo(eventCount());
        });
    assertThat(manage("POST", "/" + topic, "{\"from\":0}").statusCode()).isEqualTo(400);
    assertThat(manage("POST", "/" + topic, "{}").statusCode()).isEqualTo(400);
    assertThat(manage("POST", "/elsewhere", "{\"from\":1}").statusCode()).isEqualTo(404);
  }

  @Test
  void measuresTheBacklog() throws Exception {
    assertThat(get("/actuator/prometheus").body())
        .contains("contrail_relay_backlog_events{", "contrail_relay_backlog_age_seconds{");
    assertThat(get("/actuator/health").body()).contains("backlogEvents");
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return operator.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + path))
            .header("Authorization", OPERATOR)
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> manage(String method, String path, String body)
      throws IOException, InterruptedException {
    return operator.send(
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + managementPort + "/actuator/relay" + path))
            .header("Content-Type", "application/json")
            .header("Authorization", OPERATOR)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
