package com.example.flights.command;

import dev.contrail.servers.Database;
import dev.contrail.servers.MappedEndpoints;
import dev.contrail.servers.TestIssuer;
import dev.contrail.servers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a real database and broker, and a client. */
@SpringBootTest(
    classes = CommandServiceApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "management.server.port=0")
@Import(MappedEndpoints.class)
public class RunningCommandService {

  private static final Database DATABASE = TestServers.freshDatabase("command");
  private static final String TOPIC = TestServers.freshTopic("flights");
  protected static final TestIssuer ISSUER = TestIssuer.start();
  protected static final String AGENT =
      "Bearer " + ISSUER.token("agent", "flights:write", "bookings:write");
  protected static final String OPERATOR = "Bearer " + ISSUER.token("operator", "admin");

  private final HttpClient client = HttpClient.newHttpClient();
  @Autowired protected JdbcClient jdbc;
  @Autowired protected JsonMapper json;
  @LocalServerPort protected int port;

  @DynamicPropertySource
  static void servers(DynamicPropertyRegistry registry) {
    registry.add("spring.datasource.url", DATABASE::jdbcUrl);
    registry.add("spring.datasource.username", DATABASE.service()::user);
    registry.add("spring.datasource.password", DATABASE.service()::password);
    registry.add("spring.flyway.user", DATABASE.owner()::user);
    registry.add("spring.flyway.password", DATABASE.owner()::password);
    registry.add("spring.kafka.bootstrap-servers", TestServers::kafkaBootstrapServers);
    registry.add("contrail.topic.name", () -> TOPIC);
    registry.add("contrail.personal-data.master-keys", () -> "target/master-keys.json");
    registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", ISSUER::uri);
  }

  @BeforeEach
  void portIsKnown() {
    org.assertj.core.api.Assertions.assertThat(port).isPositive();
  }

  /**
   * @param headers name, value, name, value …
   */
  protected HttpResponse<String> post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send("POST", path, BodyPublishers.ofString(body), headers);
  }

  protected HttpResponse<String> send(
      String method, String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    return send(port, method, path, body, headers);
  }

  /** Posts to whichever instance listens there. */
  protected HttpResponse<String> postTo(int port, String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(port, "POST", path, BodyPublishers.ofString(body), headers);
  }

  private HttpResponse<String> send(
      int port, String method, String path, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).method(method, body);
    request.setHeader("Content-Type", "application/json");
    request.setHeader("Authorization", AGENT);
    for (var i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  protected JsonNode body(HttpResponse<String> response) {
    return json.readTree(response.body());
  }

  protected long eventCount() {
    return jdbc.sql("select count(*) from event").query(Long.class).single();
  }
}
