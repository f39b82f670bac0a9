package dev.contrail.descriptions;

import dev.contrail.events.EventSchema;
import dev.contrail.events.EventTopic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes the topic in AsyncAPI 3: a message for each version of each event that the catalogue
 * lists, old ones too, for the topic keeps them.
 *
 * @param catalogue the file of all that is recorded
 * @param golden the folder of an example of each, e.g. {@code seat-booked.v2.json}
 */
public record TopicDescription(Path catalogue, Path golden) {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final TypeReference<List<EventSchema>> SCHEMAS = new TypeReference<>() {};
  private static final String BINDING = "0.5.0";

  private static final String GUARANTEES =
      """
      Every event of the log, each exactly as it was recorded, from the first one on: the topic is never cut off. \
      The key is the id of the stream, so all events of a stream are in one partition, in the order of their versions. \
      Within a partition positions grow, and ce_prevposition links each record to the one before: whoever follows the \
      links knows that nothing is missing. Delivery is at least once: only two relays at once can repeat records, \
      which is a prefix, in order; a reader drops what is at or below the position it has. A type may get further \
      fields that need not be there; any other change is a new version.\
      """;

  /** The whole document. */
  public ObjectNode document(String title, EventTopic topic) {
    var document = NODES.objectNode().put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", title)
        .put("version", "1")
        .put("description", "What happened, as it is told to everybody who wants to know.");
    document.put("defaultContentType", "application/json");
    document
        .putObject("servers")
        .putObject("local")
        .put("host", "127.0.0.1:9092")
        .put("protocol", "kafka")
        .put("description", "A local run");
    var events = events();
    document.putObject("channels").set("events", channel(topic, events));
    var operation = document.putObject("operations").putObject("publishEvents");
    operation.put("action", "send").put("summary", "The relay publishes the log.");
    operation.put("description", GUARANTEES);
    operation.putObject("channel").put("$ref", "#/channels/events");
    var components = document.putObject("components");
    components.putObject("schemas").set("headers", TopicHeaders.schema());
    var messages = components.putObject("messages");
    events.forEach(event -> messages.set(name(event), message(event)));
    return document;
  }

  private List<EventSchema> events() {
    return JsonMapper.shared().readValue(catalogue.toFile(), SCHEMAS);
  }

  private static String name(EventSchema event) {
    return event.type().name() + ".v" + event.type().version();
  }

  private static ObjectNode channel(EventTopic topic, List<EventSchema> events) {
    var channel = NODES.objectNode().put("address", topic.name());
    channel.put("description", GUARANTEES);
    var messages = channel.putObject("messages");
    for (var event : events) {
      messages.putObject(name(event)).put("$ref", "#/components/messages/" + name(event));
    }
    var kafka = channel.putObject("bindings").putObject("kafka");
    kafka.put("topic", topic.name()).put("partitions", topic.partitions());
    kafka.put("replicas", topic.replicas());
    var configuration = kafka.putObject("topicConfiguration");
    configuration.putArray("cleanup.policy").add("delete");
    configuration.put("retention.ms", -1).put("retention.bytes", -1);
    kafka.put("bindingVersion", BINDING);
    return channel;
  }

  private ObjectNode message(EventSchema event) {
    var type = event.type();
    var message = NODES.objectNode().put("name", type.name()).put("title", type.toString());
    message.put("contentType", "application/json");
    var headers = message.putObject("headers").putArray("allOf");
    headers.addObject().put("$ref", "#/components/schemas/headers");
    var own = headers.addObject().put("type", "object").putObject("properties");
    own.putObject("ce_type").put("const", type.name());
    own.putObject("ce_typeversion").put("const", Integer.toString(type.version()));
    message.set("payload", EventFields.schema(event.fields()));
    var kafka = message.putObject("bindings").putObject("kafka");
    kafka.putObject("key").put("type", "string").put("description", "The id of the stream.");
    kafka.put("bindingVersion", BINDING);
    var example = golden.resolve(name(event) + ".json");
    if (Files.exists(example)) {
      message
          .putArray("examples")
          .addObject()
          .set("payload", JsonMapper.shared().readTree(text(example)));
    }
    return message;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
