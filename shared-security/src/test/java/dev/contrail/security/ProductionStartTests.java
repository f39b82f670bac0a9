package dev.contrail.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a service that was really started says to what is the demo's. */
@ExtendWith(OutputCaptureExtension.class)
class ProductionStartTests {

  private static final String UNMIGRATED = "spring.flyway.enabled=false";
  private static final String OURS = "2026-01";
  private static final String DEMOS = "demo-5c9e";

  private final SSLSocketFactory usual = HttpsURLConnection.getDefaultSSLSocketFactory();
  @TempDir private Path folder;
  private HttpsIssuer issuer;

  @BeforeEach
  void start() throws Exception {
    issuer = new HttpsIssuer(folder, OURS, DEMOS);
  }

  @AfterEach
  void stop() {
    HttpsURLConnection.setDefaultSSLSocketFactory(usual);
    issuer.close();
  }

  /** Cure: where this is production, the issuer's keys are filtered by their ids. */
  @Test
  void noTokenOfTheDemosKeyIsTakenThoughTheIssuerPublishesIt(CapturedOutput output)
      throws Exception {
    HttpsURLConnection.setDefaultSSLSocketFactory(issuer.trusted());
    try (var service = GuardedApplication.start(issuer.uri(), UNMIGRATED)) {
      assertThat(service.ask("GET", "/room", issuer.token(OURS, "alice", "enter")).statusCode())
          .isEqualTo(200);
      var refused = service.ask("GET", "/room", issuer.token(DEMOS, "alice", "enter"));
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("urn:contrail:problem:invalid-token\"");
    }
    assertThat(output.getAll().lines().filter(line -> line.contains("refused GET")))
        .singleElement()
        .asString()
        .endsWith("refused GET /room: no genuine token");
  }

  /** Cure: the JDK's own trust, which nothing turns off. */
  @Test
  void anIssuerForWhoseCertificateNobodyVouchesIsNotBelieved() throws Exception {
    try (var service = GuardedApplication.start(issuer.uri(), UNMIGRATED)) {
      var answer = service.ask("GET", "/room", issuer.token(OURS, "alice", "enter"));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("urn:contrail:problem:issuer-unavailable\"");
    }
  }

  /** Cure: the check is among what a service is made of, and comes before all the rest. */
  @Test
  void nothingStartsInProductionThatTrustsTheDemosIssuer(CapturedOutput output) {
    assertThatThrownBy(() ->
            GuardedApplication.start(
                "http://127.0.0.1:9000", "spring.profiles.active=production", UNMIGRATED))
        .isInstanceOf(DemoInProductionException.class);
    assertRefusedInOneLine(
        output, "spring.security.oauth2.resourceserver.jwt.issuer-uri is not on https");
  }

  @Test
  void nothingStartsInProductionWithAPasswordOfTheDemo(CapturedOutput output) {
    assertThatThrownBy(() ->
            GuardedApplication.start(issuer.uri(), "spring.datasource.username=demo", UNMIGRATED))
        .isInstanceOf(DemoInProductionException.class);
    assertRefusedInOneLine(output, "spring.datasource.password is that of the demo");
  }

  /** Spring says it once more, on one line too. */
  private static void assertRefusedInOneLine(CapturedOutput output, String why) {
    var refusal = DemoInProductionException.class.getName() + ": This is production, and " + why;
    assertThat(output.getAll().lines().filter(line -> line.contains("This is production")))
        .isNotEmpty()
        .allMatch(line -> line.endsWith(refusal));
    assertThat(output.getAll().lines().filter(refusal::equals)).hasSize(1);
    assertThat(output).doesNotContain("Tomcat started");
  }
}
