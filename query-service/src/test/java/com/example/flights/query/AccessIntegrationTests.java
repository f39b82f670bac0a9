package com.example.flights.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.query.fixture.SseClient;
import dev.contrail.servers.AccessMatrix;
import dev.contrail.servers.ForgedTokens;
import dev.contrail.servers.MappedEndpoints;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who may read what, on both ports; docs/access/query-service says it. */
@ToldService.Test
class AccessIntegrationTests {

  private static final AccessMatrix MATRIX =
      AccessMatrix.read(Path.of("../docs/access/query-service"));

  /** They find out who has gone. */
  private static final Duration HEARTBEATS = Duration.ofSeconds(40);

  private final HttpClient client = HttpClient.newHttpClient();
  @Autowired private MappedEndpoints endpoints;
  @LocalServerPort private int port;
  @LocalManagementPort private int managementPort;

  /** Cure: none but the table; a new endpoint needs its row. */
  @Test
  void everyMappingHasARow() {
    assertThat(endpoints.all()).hasSizeGreaterThan(15).isSubsetOf(MATRIX.mappings());
  }

  /** Cure: paths are named one by one, and what is not named is shut. */
  @Test
  void everyCellIsAsItSays() throws Exception {
    assertThat(
            MATRIX.wrong(
                Tokens.BY_ROLE, (method, path, token) -> ask(method, path, token).statusCode()))
        .isEmpty();
  }

  @Test
  void aForgedTokenIsRefusedOnBothPorts() throws Exception {
    for (var forged : ForgedTokens.of(Tokens.ISSUER, "admin", "events:read").entrySet()) {
      for (var path : new String[] {"/api/flights", "/api/events", "/actuator/projections"}) {
        var answer = ask("GET", path, forged.getValue());
        assertThat(answer.statusCode()).as(forged.getKey() + " " + path).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
            .contains("error=\"invalid_token\"");
      }
      var live =
          ask(
              "GET",
              "/api/flights",
              forged.getValue(),
              "Accept",
              "text/event-stream",
              "Prefer",
              "until=ready");
      assertThat(live.statusCode()).as(forged.getKey()).isEqualTo(401);
    }
    assertThat(ForgedTokens.keysGivenByOthers()).isZero();
  }

  /** Cure: to a customer, others' bookings are not there. */
  @Test
  void aForeignPassengerAnswersAsAnUnknownOne() throws Exception {
    var own = Tokens.ISSUER.token("p-1", "bookings:read");
    var others = Tokens.ISSUER.token("p-2", "bookings:read");
    for (var then : new String[] {"", "?asOf=2001-06-01T00:00:00Z"}) {
      var path = "/api/passengers/%s/bookings" + then;
      var foreign = ask("GET", path.formatted("p-1"), others);
      var unknown = ask("GET", path.formatted("nobody"), others);
      assertThat(foreign.statusCode()).isEqualTo(unknown.statusCode());
      assertThat(foreign.body()).isEqualTo(unknown.body());
      assertThat(foreign.headers().map().keySet()).isEqualTo(unknown.headers().map().keySet());
      assertThat(foreign.headers().firstValue("ETag"))
          .isEqualTo(unknown.headers().firstValue("ETag"));
    }
    assertThat(ask("GET", "/api/passengers/p-1/bookings", own).body()).contains("bookingId");
  }

  /** Cure: what a client keeps is told to be for whom it was given to. */
  @Test
  void noCacheGivesOnesAnswerToAnother() throws Exception {
    var answer = ask("GET", "/api/flights", Tokens.ISSUER.token("p-1"));
    assertThat(answer.headers().allValues("Vary")).contains("Authorization");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-cache");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  /**
   * Cure: a stream knows when the token ends that it was asked for with, and does not outlast it.
   */
  @Test
  void aStreamEndsWhenItsTokenDoes() throws Exception {
    var claims = Tokens.ISSUER.claims("p-1");
    claims.put("exp", Instant.now().getEpochSecond() + 2);
    var token = Tokens.ISSUER.sign(Tokens.ISSUER.header(), claims);
    var path = "/api/flights/" + Stories.FLIGHT;
    try (var client = new SseClient(port, path, Map.of("Authorization", "Bearer " + token))) {
      assertThat(client.head()).contains(" 200");
      var events = 0;
      while (client.next() != null) {
        events++;
      }
      assertThat(events).isPositive();
      assertThat(Instant.now().getEpochSecond())
          .isGreaterThanOrEqualTo((Long) Objects.requireNonNull(claims.get("exp")));
    }
    try (var nobody = new SseClient(port, path, Map.of())) {
      assertThat(nobody.head()).contains(" 401").contains("WWW-Authenticate: Bearer");
    }
  }

  /** Cure: places are counted by subject, and given back when a stream ends. */
  @Test
  void aSubjectHasSoManyStreamsAndOthersHaveTheirs() throws Exception {
    var greedy = Map.of("Authorization", "Bearer " + Tokens.ISSUER.token("greedy"));
    var open = new ArrayList<SseClient>();
    try {
      for (var i = 0; i < 3; i++) {
        open.add(live(greedy));
        assertThat(open.getLast().head()).contains(" 200");
      }
      try (var more = live(greedy)) {
        assertThat(more.head()).contains(" 429", "Retry-After", "application/problem+json");
        assertThat(more.body()).contains("too-many-requests", "as many streams");
      }
      try (var other = live(Map.of("Authorization", "Bearer " + Tokens.ISSUER.token("other")))) {
        assertThat(other.head()).contains(" 200");
      }
    } finally {
      for (var client : open) {
        client.close();
      }
    }
    await()
        .atMost(HEARTBEATS)
        .untilAsserted(() -> {
          try (var again = live(greedy)) {
            assertThat(again.head()).contains(" 200");
          }
        });
  }

  private SseClient live(Map<String, String> headers) throws IOException {
    return new SseClient(port, "/api/flights/" + Stories.FLIGHT, headers);
  }

  /**
   * Cure: an export asks the token again, which is taken for some seconds after its end, for clocks
   * differ.
   */
  @Test
  void anExportEndsWhenItsTokenDoes() throws Exception {
    var claims = Tokens.ISSUER.claims("agent", "events:read");
    var whole = export(Tokens.ISSUER.sign(Tokens.ISSUER.header(), claims));
    assertThat(whole.body().lines())
        .hasSizeGreaterThan(1)
        .last()
        .asString()
        .startsWith("{\"end\":");
    var now = Instant.now().getEpochSecond();
    claims.putAll(Map.of("iat", now - 60, "nbf", now - 60, "exp", now - 1));
    var broken = export(Tokens.ISSUER.sign(Tokens.ISSUER.header(), claims));
    assertThat(broken.statusCode()).isEqualTo(200);
    assertThat(broken.body()).isEmpty();
  }

  private HttpResponse<String> export(String token) throws Exception {
    return ask("GET", "/api/events", token, "Accept", "application/x-ndjson");
  }

  private HttpResponse<String> ask(String method, String path, String token, String... headers)
      throws Exception {
    var to = path.startsWith("/actuator") ? managementPort : port;
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + to + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(method.equals("GET") ? "" : "{}"));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
