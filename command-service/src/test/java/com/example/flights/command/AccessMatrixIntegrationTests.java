package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.servers.AccessMatrix;
import dev.contrail.servers.MappedEndpoints;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;

/**
 * Every mapping on either port has its row in docs/access/command-service, and every cell is asked
 * for. Cure: paths are named one by one, and what is not named is shut.
 */
class AccessMatrixIntegrationTests extends RunningCommandService {

  private static final AccessMatrix MATRIX =
      AccessMatrix.read(Path.of("../docs/access/command-service"));
  private static final Map<String, String> TOKENS =
      Map.of(
          "customer", ISSUER.token("alice", "bookings:write", "bookings:read"),
          "agent", ISSUER.token("agent", "flights:write", "bookings:write", "events:read"),
          "operator", ISSUER.token("operator", "admin", "events:read"),
          "monitor", ISSUER.token("monitor", "metrics:read"));

  private final HttpClient client = HttpClient.newHttpClient();
  @Autowired private MappedEndpoints endpoints;
  @LocalManagementPort private int managementPort;

  @Test
  void everyMappingHasARow() {
    assertThat(endpoints.all()).hasSizeGreaterThan(15).isSubsetOf(MATRIX.mappings());
  }

  @Test
  void everyCellIsAsItSays() throws Exception {
    assertThat(MATRIX.wrong(TOKENS, this::ask)).isEmpty();
  }

  private int ask(String method, String path, String token) throws Exception {
    var to = path.startsWith("/actuator") ? managementPort : port;
    var type = path.endsWith("/batch") ? "application/x-ndjson" : "application/json";
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + to + path))
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : "{}"));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.discarding()).statusCode();
  }
}
