package com.example.flights.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.descriptions.DescriptionFile;
import dev.contrail.descriptions.EveryOperation;
import dev.contrail.descriptions.Example;
import dev.contrail.descriptions.ServiceDescription;
import dev.contrail.descriptions.ServiceDescription.Title;
import dev.contrail.query.http.DescribedReads;
import dev.contrail.query.live.DescribedStreams;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;

/** docs/api/query-service.openapi.yaml says what the service does. */
class ApiDescriptionIntegrationTests extends RunningQueryService {

  private static final Path API = Path.of("../docs/api");
  private static final List<Path> MODULES =
      List.of(Path.of("."), Path.of("../shared-web"), Path.of("../shared-security"));

  @Autowired private ApplicationContext service;

  @Value("${spring.mvc.apiversion.use.header}")
  private String versionHeader;

  @Value("${spring.mvc.apiversion.default}")
  private String version;

  @Test
  void theDescriptionIsUpToDate() throws Exception {
    var parts =
        List.of(
            new DescribedReads(),
            new DescribedStreams(),
            new EveryOperation(versionHeader, version));
    var examples = Example.read(API.resolve("examples/query-service"));
    var document =
        new ServiceDescription(service, MODULES, parts, examples)
            .document(
                new Title(
                    "Query service",
                    "Answers questions about what happened, from read tables.",
                    version,
                    "http://127.0.0.1:8081"));
    var file = new DescriptionFile(API.resolve("query-service.openapi.yaml"));
    assertThat(file.recorded(document))
        .as(DescriptionFile.advice())
        .isEqualTo(DescriptionFile.text(document));
  }

  /** Cure: spring.mvc.apiversion in application.yml. */
  @Test
  void aVersionThatThereIsNotIsRefused() {
    var refused = mvc.get().uri("/api/events/completeness").header(versionHeader, "999").exchange();
    assertThat(refused.getResponse().getStatus()).isEqualTo(400);
    assertThat(refused).bodyText().contains("urn:contrail:problem:unknown-api-version");
    var known = mvc.get().uri("/api/events/completeness").header(versionHeader, version).exchange();
    assertThat(known.getResponse().getStatus()).isEqualTo(200);
  }
}
