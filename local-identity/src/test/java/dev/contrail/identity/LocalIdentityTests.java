package dev.contrail.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerProperties;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerProperties.Client;
import org.springframework.boot.security.oauth2.server.authorization.autoconfigure.servlet.OAuth2AuthorizationServerProperties.Registration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class LocalIdentityTests {

  private static final String PAGE = "http://127.0.0.1:18081/console/";

  /** Of RFC 7636, appendix B. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final String AUTHORIZE =
      "/oauth2/authorize?response_type=code&client_id=console&redirect_uri="
          + PAGE
          + "&code_challenge_method=S256&code_challenge="
          + CHALLENGE;

  @TempDir private static Path data;

  private final HttpClient http = HttpClient.newHttpClient();
  @LocalServerPort private int port;
  @Autowired private OAuth2AuthorizationServerProperties settings;
  @Autowired private RegisteredClientRepository clients;

  @DynamicPropertySource
  static void data(DynamicPropertyRegistry registry) {
    registry.add("contrail.identity.data", () -> data.resolve("identity").toString());
  }

  @Test
  void aTokenSaysWhoPlaysTheRoleAndWhatHeMay() throws Exception {
    var answer = ask("customer:customer", "grant_type=client_credentials&subject=alice");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var token = SignedJWT.parse(answer.body().split("\"access_token\":\"")[1].split("\"")[0]);
    assertThat(token.getHeader().getType().getType()).isEqualTo("at+jwt");
    assertThat(token.getHeader().getKeyID()).startsWith("demo-");
    var claims = token.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("http://127.0.0.1:9000");
    assertThat(claims.getAudience()).containsExactly("contrail");
    assertThat(claims.getSubject()).isEqualTo("alice");
    assertThat(claims.getStringClaim("scope").split(" "))
        .containsExactlyInAnyOrder("bookings:write", "bookings:read");
  }

  /** As docs/security.md and the roles' own comments say; a new role needs its line here. */
  private static final Map<String, Set<String>> ROLES =
      Map.of(
          "customer", Set.of("bookings:write", "bookings:read"),
          "agent", Set.of("flights:write", "bookings:write", "bookings:read", "events:read"),
          "operator", Set.of("admin", "events:read"),
          "monitor", Set.of("metrics:read"));

  /** Cure: the roles' settings; whichever way a token is come by, and whatever is asked for. */
  @Test
  void eachRoleHasItsScopesAndNoOther() throws Exception {
    var playable =
        settings.getClient().values().stream()
            .map(Client::getRegistration)
            .filter(client -> client.getClientSecret() != null)
            .map(Registration::getClientId);
    assertThat(playable).containsExactlyInAnyOrderElementsOf(ROLES.keySet());
    for (var role : ROLES.entrySet()) {
      var name = role.getKey();
      var asked = ask(name + ":" + name, "grant_type=client_credentials");
      assertThat(scopes(asked)).as(name).containsExactlyInAnyOrderElementsOf(role.getValue());
      var code = location(open(AUTHORIZE + "&role=" + name)).split("code=")[1].split("&")[0];
      assertThat(scopes(exchange(code, VERIFIER)))
          .as(name + " of the page")
          .containsExactlyInAnyOrderElementsOf(role.getValue());
      var more = name.equals("operator") ? "flights:write" : "admin";
      var refused = ask(name + ":" + name, "grant_type=client_credentials&scope=" + more);
      assertThat(refused.statusCode()).as(name).isEqualTo(400);
      assertThat(refused.body()).as(name).contains("invalid_scope");
    }
  }

  private static List<String> scopes(HttpResponse<String> answer) throws ParseException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return List.of(
        SignedJWT.parse(answer.body().split("\"access_token\":\"")[1].split("\"")[0])
            .getJWTClaimsSet()
            .getStringClaim("scope")
            .split(" "));
  }

  /** Ten minutes are the most that ASVS gives one. */
  @Test
  void aCodeDoesNotLiveLong() {
    var console = Objects.requireNonNull(clients.findByClientId("console"));
    assertThat(console.getTokenSettings().getAuthorizationCodeTimeToLive())
        .isPositive()
        .isLessThanOrEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void nobodyElseGetsOne() throws Exception {
    assertThat(ask("customer:guess", "grant_type=client_credentials").statusCode()).isEqualTo(401);
    assertThat(ask("king:king", "grant_type=client_credentials").statusCode()).isEqualTo(401);
    assertThat(ask("agent:agent", "grant_type=client_credentials&subject=a%0Ab").statusCode())
        .isEqualTo(400);
  }

  /** Cures: PKCE is asked for, roles are those that have a secret, pages are listed. */
  @Test
  void whoSignsInToThePageGetsATokenOfTheRoleHeChose() throws Exception {
    var asked = open(AUTHORIZE);
    assertThat(asked.statusCode()).isEqualTo(302);
    var page = open(location(asked));
    assertThat(page.body()).contains("value=\"agent\"", "value=\"" + CHALLENGE + "\"");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none'; style-src 'self'");
    assertThat(open(AUTHORIZE + "&role=console").statusCode()).isEqualTo(400);
    assertThat(open(AUTHORIZE + "&role=agent&subject=a%0Ab").statusCode()).isEqualTo(400);
    assertThat(location(open(AUTHORIZE.split("&code_challenge")[0] + "&role=agent")))
        .contains("error=invalid_request");
    assertThat(open(AUTHORIZE.replace("127.0.0.1", "evil.example") + "&role=agent").statusCode())
        .isEqualTo(400);

    var back = location(open(AUTHORIZE + "&role=customer&subject=alice"));
    assertThat(back).startsWith(PAGE + "?code=");
    var code = back.split("code=")[1].split("&")[0];
    var answer = exchange(code, VERIFIER);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("http://127.0.0.1:8081");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    var claims =
        SignedJWT.parse(answer.body().split("\"access_token\":\"")[1].split("\"")[0])
            .getJWTClaimsSet();
    assertThat(claims.getSubject()).isEqualTo("alice");
    assertThat(claims.getStringClaim("scope").split(" "))
        .containsExactlyInAnyOrder("bookings:write", "bookings:read");
    assertThat(exchange(code, VERIFIER).statusCode()).as("once").isEqualTo(400);
  }

  private HttpResponse<String> open(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + port).resolve(path);
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static String location(HttpResponse<?> answer) {
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<String> exchange(String code, String verifier)
      throws IOException, InterruptedException {
    var form =
        "grant_type=authorization_code&client_id=console&code=%s&redirect_uri=%s&code_verifier=%s"
            .formatted(code, PAGE, verifier);
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", "http://127.0.0.1:8081")
            .POST(BodyPublishers.ofString(form));
    return http.send(request.build(), BodyHandlers.ofString());
  }

  /** Cure: the file is made for its owner alone, and read when it is there. */
  @Test
  void theKeyIsItsOwnersAndStays() throws Exception {
    var key = SigningKey.in(data.resolve("identity"));
    assertThat(SigningKey.in(data.resolve("identity"))).isEqualTo(key);
    var file = data.resolve("identity").resolve("key.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(SigningKey.in(data.resolve("another"))).isNotEqualTo(key);
  }

  /** Cure: a chain of their own for these pages, with a policy under which Swagger UI works. */
  @Test
  void whoeverIsHereCanReadTheApi() throws Exception {
    for (var path : new String[] {"", "page.js", "ui/swagger-ui-bundle.js", "ui/swagger-ui.css"}) {
      var answer = get("/api-docs/" + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("script-src 'self'")
          .doesNotContain("unsafe");
    }
    assertThat(get("/api-docs/query-service.openapi.yaml").body())
        .contains("openapi: 3.1.0")
        .contains("- url: http://127.0.0.1:8081");
    assertThat(get("/api-docs/another.openapi.yaml").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return http.send(request, BodyHandlers.ofString());
  }

  private HttpResponse<String> ask(String login, String form)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/oauth2/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes()))
            .POST(BodyPublishers.ofString(form));
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
