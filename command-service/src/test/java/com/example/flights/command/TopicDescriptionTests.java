package com.example.flights.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.descriptions.DescriptionFile;
import dev.contrail.descriptions.TopicDescription;
import dev.contrail.events.EventTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.node.ObjectNode;

/** docs/api/events.asyncapi.yaml says what is published; it is made of the catalogue. */
class TopicDescriptionTests {

  private static final Path EVENTS = Path.of("../shared-events");

  @Test
  void theDescriptionIsUpToDate() throws Exception {
    var document = document();
    var file = new DescriptionFile(Path.of("../docs/api/events.asyncapi.yaml"));
    assertThat(file.recorded(document))
        .as(DescriptionFile.advice())
        .isEqualTo(DescriptionFile.text(document));
  }

  @Test
  void theDescriptionKeepsToTheSpecification() throws Exception {
    assertThat(AsyncApi.wrong(document())).isEmpty();
  }

  @Test
  void aDescriptionThatDoesNotIsTold() throws Exception {
    var document = document();
    document.putObject("chanels");
    var events = (ObjectNode) document.path("channels").path("events");
    ((ObjectNode) events.path("messages")).putObject("lost").put("$ref", "#/components/messages/x");
    ((ObjectNode) document.path("operations").path("publishEvents")).put("action", "shout");
    assertThat(AsyncApi.wrong(document))
        .hasSize(3)
        .anyMatch(wrong -> wrong.contains("chanels"))
        .anyMatch(wrong -> wrong.contains("messages[lost]"))
        .anyMatch(wrong -> wrong.contains("'shout'"));
  }

  /** What the file says, whether it has been written or not. */
  static ObjectNode document() throws IOException {
    return new TopicDescription(
            EVENTS.resolve("catalogue.json"), EVENTS.resolve("src/test/resources/golden"))
        .document("Events", topic());
  }

  /** As the service makes it where nobody says otherwise. */
  private static EventTopic topic() {
    var yaml = new YamlPropertiesFactoryBean();
    yaml.setResources(new ClassPathResource("application.yml"));
    var settings = Objects.requireNonNull(yaml.getObject());
    return new EventTopic(
        text(settings, "name"),
        Integer.parseInt(text(settings, "partitions")),
        Short.parseShort(text(settings, "replicas")));
  }

  private static String text(Properties settings, String name) {
    return String.valueOf(settings.get("contrail.topic." + name));
  }
}
