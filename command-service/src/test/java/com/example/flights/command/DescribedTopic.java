package com.example.flights.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the AsyncAPI document says of records, held against real ones. */
final class DescribedTopic {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
  private final ObjectNode components;

  DescribedTopic(ObjectNode document) {
    components = (ObjectNode) document.path("components");
  }

  /** What of a record is not as it is described, nothing if all is. */
  List<String> wrong(ConsumerRecord<String, byte[]> record) {
    var headers = JSON.createObjectNode();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    var name =
        headers.path("ce_type").asString() + ".v" + headers.path("ce_typeversion").asString();
    var message = components.path("messages").path(name);
    if (message.isMissingNode()) {
      return List.of(name + " is not described");
    }
    var wrong = new ArrayList<String>();
    var common = strict(components.path("schemas").path("headers"));
    wrong.addAll(errors(common, headers));
    wrong.addAll(errors(message.path("headers").path("allOf").path(1), headers));
    wrong.addAll(errors(strict(message.path("payload")), JSON.readTree(record.value())));
    if (!record.key().equals(headers.path("ce_subject").asString())) {
      wrong.add("the key is not the stream");
    }
    return wrong;
  }

  private List<String> errors(JsonNode schema, JsonNode instance) {
    return schemas.getSchema(schema).validate(instance).stream().map(Object::toString).toList();
  }

  /** The same, with nothing in it that is not described. */
  private static JsonNode strict(JsonNode schema) {
    if (schema.deepCopy() instanceof ObjectNode copy && copy.has("properties")) {
      copy.put("additionalProperties", false);
      var properties = (ObjectNode) copy.path("properties");
      for (var name : List.copyOf(properties.propertyNames())) {
        properties.set(name, strict(properties.path(name)));
      }
      return copy;
    }
    return schema;
  }
}
