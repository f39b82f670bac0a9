package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.command.http.DescribedBatches;
import dev.contrail.command.http.DescribedCommands;
import dev.contrail.descriptions.DescriptionFile;
import dev.contrail.descriptions.EveryOperation;
import dev.contrail.descriptions.Example;
import dev.contrail.descriptions.ServiceDescription;
import dev.contrail.descriptions.ServiceDescription.Title;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationContext;

/** docs/api/command-service.openapi.yaml says what the service does, and its examples work. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDescriptionIntegrationTests extends RunningCommandService {

  private static final Path API = Path.of("../docs/api");
  private static final List<Path> MODULES =
      List.of(Path.of("."), Path.of("../shared-web"), Path.of("../shared-security"));

  private final List<Example> examples = Example.read(API.resolve("examples/command-service"));
  private final List<String> wrong = new ArrayList<>();
  @Autowired private ApplicationContext service;

  @Value("${spring.kafka.bootstrap-servers}")
  private String kafka;

  @Value("${contrail.topic.name}")
  private String topic;

  @Value("${contrail.topic.partitions}")
  private String partitions;

  @Value("${spring.mvc.apiversion.use.header}")
  private String versionHeader;

  @Value("${spring.mvc.apiversion.default}")
  private String version;

  @Test
  void theDescriptionIsUpToDate() throws Exception {
    var parts =
        List.of(
            new DescribedCommands(),
            new DescribedBatches(),
            new EveryOperation(versionHeader, version));
    var document =
        new ServiceDescription(service, MODULES, parts, examples)
            .document(
                new Title(
                    "Command service",
                    "Takes commands, decides them and records what happened.",
                    version,
                    "http://127.0.0.1:8080"));
    var file = new DescriptionFile(API.resolve("command-service.openapi.yaml"));
    assertThat(file.recorded(document))
        .as(DescriptionFile.advice())
        .isEqualTo(DescriptionFile.text(document));
  }

  @BeforeAll
  void tryTheExamples() throws Exception {
    for (var example : examples) {
      var type = example.lines() == null ? "application/json" : "application/x-ndjson";
      var body = BodyPublishers.ofString(example.content());
      var answer = send(example.method(), example.uri(), body, "Content-Type", type);
      if (answer.statusCode() != example.status() || answer.body().contains("\"code\":")) {
        wrong.add(example.operation() + ": " + answer.statusCode() + " " + answer.body());
      }
    }
  }

  @Test
  void everyExampleWorks() {
    assertThat(examples).isNotEmpty();
    assertThat(wrong).isEmpty();
  }

  /**
   * Cure: the document is made of the catalogue, and its headers are those that the relay sends.
   */
  @Test
  void everyRecordIsAsTheTopicIsDescribed() throws Exception {
    var records = TopicRecords.read(kafka, topic, Integer.parseInt(partitions), (int) eventCount());
    var described = new DescribedTopic(TopicDescriptionTests.document());
    assertThat(records).isNotEmpty();
    for (var record : records) {
      assertThat(described.wrong(record)).as(record.toString()).isEmpty();
    }
  }

  /** Cure: spring.mvc.apiversion in application.yml. */
  @Test
  void aVersionThatThereIsNotIsRefused() throws Exception {
    var before = eventCount();
    var example = examples.getFirst();
    var body = BodyPublishers.ofString(example.content());
    var refused = send(example.method(), example.uri(), body, versionHeader, "999");
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("urn:contrail:problem:unknown-api-version");
    assertThat(eventCount()).isEqualTo(before);
  }
}
