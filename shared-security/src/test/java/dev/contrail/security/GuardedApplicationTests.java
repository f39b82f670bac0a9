package dev.contrail.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.servers.Ports;
import dev.contrail.servers.TestIssuer;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class GuardedApplicationTests {

  private static final TestIssuer ISSUER = TestIssuer.start();
  private static GuardedApplication service;

  @BeforeAll
  static void start() {
    service = GuardedApplication.start(ISSUER.uri(), "contrail.security.requests-per-second=2");
  }

  @AfterAll
  static void stop() {
    service.close();
    ISSUER.close();
  }

  /** Cure: what no rule names is denied, even to those who may everything. */
  @Test
  void whatIsNotNamedIsShut() throws Exception {
    assertThat(service.ask("GET", "/room", token("enter")).statusCode()).isEqualTo(200);
    assertProblem(service.ask("GET", "/room", token("admin")), 403, "forbidden");
    assertProblem(service.ask("GET", "/forgotten", token("enter", "admin")), 403, "forbidden");
    assertProblem(service.ask("GET", "/forgotten", ""), 401, "unauthorized");
  }

  /** Cure: a path is refused that could mean another one. */
  @Test
  void aPathWithTwoMeaningsIsRefused() throws Exception {
    for (var path :
        new String[] {"/room;x=1", "//room", "/x/../room", "/room%2f", "/%2e%2e/room"}) {
      assertProblem(service.ask("GET", path, token("enter")), 400, "bad-request");
    }
  }

  /** Cure: the writers of headers. */
  @Test
  void everyAnswerSaysHowToTreatIt() throws Exception {
    for (var answer :
        new HttpResponse<?>[] {
          service.ask("GET", "/room", token("enter")), service.ask("GET", "/room", "")
        }) {
      var headers = answer.headers();
      assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(headers.firstValue("Cache-Control")).hasValue("no-store");
      assertThat(headers.firstValue("Content-Security-Policy"))
          .hasValue(
              "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
      assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
      assertThat(headers.firstValue("Strict-Transport-Security")).isEmpty();
    }
    var secure = service.ask("GET", "/room", token("enter"), "X-Forwarded-Proto", "https");
    assertThat(secure.headers().firstValue("Strict-Transport-Security").orElse(""))
        .startsWith("max-age=");
  }

  /** Cure: each subject has a bucket of his own. */
  @Test
  void whoAsksTooOftenIsToldToWait() throws Exception {
    var eager = token("enter");
    var counted = service.rateLimited();
    var answer = service.ask("GET", "/room", eager);
    for (var i = 0; i < 100 && answer.statusCode() == 200; i++) {
      answer = service.ask("GET", "/room", eager);
    }
    assertProblem(answer, 429, "too-many-requests");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(service.rateLimited()).isEqualTo(counted + 1);
    assertThat(service.ask("GET", "/room", token("enter")).statusCode()).isEqualTo(200);
  }

  @Test
  void anErrorSaysNothingOfTheInside() throws Exception {
    var answer = service.ask("GET", "/broken", token("enter"));
    assertProblem(answer, 500, "internal-error");
    assertThat(answer.body()).doesNotContain("select", "dev.contrail", "Exception");
  }

  /** Cure: what is said of a refusal is without the token, and on one line. */
  @Test
  void aRefusalIsOneLineInTheLog(CapturedOutput output) throws Exception {
    var token = token("nothing");
    service.ask("GET", "/room?secret=Ada", token);
    service.ask("GET", "/room%0d%0aINJECTED", token);
    await().until(() -> output.getOut().contains("refused"));
    assertThat(output.getOut()).contains("refused GET /room").doesNotContain(token, "Ada");
    assertThat(output.getOut().lines()).noneMatch(line -> line.startsWith("INJECTED"));
  }

  /** Cure: of a subject only what is printable is shown. Its escapes are those of JSON. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "eve\\r\\nINJECTED",
        "eve\\nINJECTED",
        "eve\\u0085INJECTED",
        "eve\\u2028INJECTED",
        "eve\\u001b[1AINJECTED"
      })
  void noSubjectMakesALineOfTheLog(String subject, CapturedOutput output) throws Exception {
    assertProblem(service.ask("GET", "/room", ISSUER.token(subject, "nothing")), 403, "forbidden");
    await().until(() -> output.getOut().contains("refused"));
    assertThat(output.getOut().lines().filter(line -> line.contains("INJECTED")))
        .singleElement()
        .asString()
        .matches(".*refused GET /room: eve\\?+(\\[1A)?INJECTED may not");
  }

  /** Cures: the issuer is looked for when it is needed; origins are listed. */
  @Test
  void aServiceStartsWithoutItsIssuerAndKnowsItWhenItComes() throws Exception {
    var port = Ports.free();
    try (var early =
        GuardedApplication.start(
            "http://127.0.0.1:" + port, "contrail.security.allowed-origins=https://app.example")) {
      assertProblem(early.ask("GET", "/room", ""), 401, "unauthorized");
      var answer = early.ask("GET", "/room", ISSUER.token("alice", "enter"));
      assertProblem(answer, 503, "issuer-unavailable");
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      try (var late = TestIssuer.startAt(port)) {
        var token = late.token("alice", "enter");
        await().until(() -> early.ask("GET", "/room", token).statusCode() == 200);
      }
      assertThat(allowedOrigin(early, "https://app.example")).isEqualTo("https://app.example");
      assertThat(allowedOrigin(early, "https://evil.example")).isEmpty();
      assertThat(allowedOrigin(service, "https://app.example")).isEmpty();
    }
  }

  private static String allowedOrigin(GuardedApplication application, String origin)
      throws Exception {
    return application
        .ask("OPTIONS", "/room", "", "Origin", origin, "Access-Control-Request-Method", "GET")
        .headers()
        .firstValue("Access-Control-Allow-Origin")
        .orElse("");
  }

  /** Of somebody else each time: tests do not use up each other's requests. */
  private static String token(String... scopes) {
    return ISSUER.token(UUID.randomUUID().toString(), scopes);
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains("urn:contrail:problem:" + code + "\"");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }
}
