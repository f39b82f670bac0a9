package dev.contrail.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.servers.TestIssuer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lines for programs: what they hold of a request, and what not. */
@ExtendWith(OutputCaptureExtension.class)
class LogLinesTests {

  /** Cure: what is told of a refusal; the lines' form is Spring Boot's. */
  @Test
  void aRefusalIsAnObjectThatSaysWhoWhatAndWhy(CapturedOutput output) throws Exception {
    try (var issuer = TestIssuer.start();
        var service =
            GuardedApplication.start(
                issuer.uri(),
                "logging.config=classpath:structured-logback.xml", // tests have a form of their own
                "logging.structured.format.console=ecs",
                "spring.application.name=guarded")) {
      var token = issuer.token("eve\\r\\n{\\\"message\\\":\\\"INJECTED\\\"}", "nothing");
      var answer = service.ask("GET", "/room?name=Zenobia", token, "X-Name", "Lovelace");
      assertThat(answer.statusCode()).isEqualTo(403);
      await().until(() -> !refusals(output).isEmpty());

      assertThat(refusals(output)).hasSize(1);
      var line = refusals(output).getFirst();
      assertThat(line.propertyNames())
          .contains("@timestamp", "log", "process", "service", "message", "ecs");
      assertThat(line.get("log").get("level").asString()).isEqualTo("INFO");
      assertThat(line.get("service").get("name").asString()).isEqualTo("guarded");
      assertThat(line.get("message").asString())
          .isEqualTo("refused GET /room: eve??{\"message\":\"INJECTED\"} may not");
      assertThat(output.getAll()).doesNotContain(token, "Bearer", "Zenobia", "Lovelace");
    }
  }

  private static List<JsonNode> refusals(CapturedOutput output) {
    return output
        .getOut()
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(line -> JsonMapper.shared().readTree(line))
        .filter(line -> line.get("message").asString().startsWith("refused"))
        .toList();
  }
}
