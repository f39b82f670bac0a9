package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.servers.ForgedTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** Tokens that are none get nobody in, on neither port. The cures are in TokenRules. */
@ExtendWith(OutputCaptureExtension.class)
class ForgedTokenIntegrationTests extends RunningCommandService {

  private static final String[] ALL = {"flights:write", "bookings:write", "admin"};
  private final HttpClient client = HttpClient.newHttpClient();
  @LocalManagementPort private int managementPort;

  @Test
  void aForgedTokenIsRefusedOnBothPorts(CapturedOutput output) throws Exception {
    for (var forged : ForgedTokens.of(ISSUER, ALL).entrySet()) {
      for (var uri : List.of(at(port, "/api/flights"), at(managementPort, "/actuator/log"))) {
        var answer = get(uri, "Bearer " + forged.getValue());
        assertRefused(answer, forged.getKey() + " at " + uri, "error=\"invalid_token\"");
        assertThat(answer.body()).contains("urn:contrail:problem:invalid-token");
      }
    }
    assertThat(ForgedTokens.keysGivenByOthers()).isZero();
    assertThat(output.getAll()).doesNotContain("eyJ");
  }

  /** Cure: only the header is looked at, for what is in a URL is in logs and histories too. */
  @Test
  void aTokenSomewhereElseIsNone() throws Exception {
    var token = ISSUER.token("agent", ALL);
    assertRefused(get(at(port, "/api/flights?access_token=" + token), ""), "query", "Bearer realm");
    assertRefused(
        get(at(managementPort, "/actuator/log?access_token=" + token), ""), "query", "realm");
    var form =
        HttpRequest.newBuilder(at(port, "/api/flights"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("access_token=" + token));
    assertRefused(client.send(form.build(), BodyHandlers.ofString()), "form", "Bearer realm");
    assertRefused(get(at(port, "/api/flights"), "Basic YWdlbnQ6ZGVtbw=="), "Basic", "Bearer realm");
    assertRefused(get(at(port, "/api/flights"), token), "without scheme", "Bearer realm");
  }

  @Test
  void aGenuineTokenWithoutTheScopeIsToldSo() throws Exception {
    var answer = get(at(port, "/api/flights"), "Bearer " + ISSUER.token("alice", "bookings:write"));
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
        .contains("error=\"insufficient_scope\"");
    assertThat(answer.body()).contains("urn:contrail:problem:forbidden");
  }

  /** Cure: details of health need the scope admin. */
  @Test
  void healthIsOpenAndItsDetailsAreNot() throws Exception {
    assertThat(get(at(managementPort, "/actuator/health"), "").body())
        .contains("\"status\"")
        .doesNotContain("components");
    assertThat(get(at(managementPort, "/actuator/health"), OPERATOR).body()).contains("components");
  }

  private static void assertRefused(HttpResponse<String> answer, String what, String challenge) {
    assertThat(answer.statusCode()).as(what).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
        .as(what)
        .startsWith("Bearer realm=\"contrail\"")
        .contains(challenge);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  private static URI at(int port, String path) {
    return URI.create("http://localhost:" + port + path);
  }

  private HttpResponse<String> get(URI uri, String authorization) throws Exception {
    var request = HttpRequest.newBuilder(uri);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
