package dev.contrail.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/**
 * Access tokens of demo roles, as {@code ./token} prints them.
 *
 * @param issuer a running local identity server
 */
public record DemoTokens(HttpClient http, URI issuer) {

  /**
   * @param role known to the server, e.g. {@code agent}
   * @throws StackFailure if there is none to be had
   */
  public String of(String role) {
    var login = (role + ":" + role).getBytes(StandardCharsets.UTF_8);
    var request =
        HttpRequest.newBuilder(issuer.resolve("/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login))
            .POST(BodyPublishers.ofString("grant_type=client_credentials"));
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      var token = JsonMapper.shared().readTree(answer.body()).path("access_token").asString("");
      if (token.isEmpty()) {
        throw new StackFailure("No token for %s: %s".formatted(role, answer.body()));
      }
      return token;
    } catch (IOException e) {
      throw new StackFailure("No token for %s from %s: %s".formatted(role, issuer, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackFailure("Interrupted.");
    }
  }
}
