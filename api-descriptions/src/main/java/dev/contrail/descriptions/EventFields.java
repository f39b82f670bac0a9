package dev.contrail.descriptions;

import dev.contrail.events.EventSchema;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of an event's data, made of the fields that the catalogue lists. */
final class EventFields {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String ONE_OF = "one of [";

  private static final Map<String, ObjectNode> KINDS =
      Map.of(
          "string", type("string"),
          "uuid", type("string").put("format", "uuid"),
          "integer", type("integer").put("format", "int32"),
          "long", type("integer").put("format", "int64"),
          "boolean", type("boolean"),
          "instant", type("string").put("format", "date-time"),
          "local-date", type("string").put("format", "date"),
          "local-date-time",
              type("string")
                  .put("pattern", "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?$"));

  private EventFields() {}

  private static ObjectNode type(String name) {
    return NODES.objectNode().put("type", name);
  }

  /**
   * @throws IllegalArgumentException if a field is of a kind that nothing here knows
   */
  static ObjectNode schema(List<EventSchema.Field> fields) {
    var schema = type("object");
    for (var field : fields) {
      var path = field.name().split("\\.");
      var parent = schema;
      for (var i = 0; i < path.length; i++) {
        if (field.required()) {
          require(parent, path[i]);
        }
        var properties = parent.withObjectProperty("properties");
        if (i == path.length - 1) {
          properties.set(path[i], described(field));
        } else if (properties.get(path[i]) instanceof ObjectNode known) {
          parent = known;
        } else {
          var child = type("object");
          properties.set(path[i], child);
          parent = child;
        }
      }
    }
    return schema;
  }

  private static void require(ObjectNode object, String name) {
    var required = object.withArrayProperty("required");
    if (required.valueStream().noneMatch(one -> one.asString().equals(name))) {
      required.add(name);
    }
  }

  private static ObjectNode described(EventSchema.Field field) {
    var schema = kind(field);
    return field.personal() == null
        ? schema
        : schema.put(
            "description",
            "Personal: sealed with a key of whom `%s` names, as a JWE in compact form; plain in events that were recorded before it was marked."
                .formatted(field.personal()));
  }

  private static ObjectNode kind(EventSchema.Field field) {
    if (field.kind().startsWith(ONE_OF)) {
      var schema = type("string");
      var values = schema.putArray("enum");
      var names = field.kind().substring(ONE_OF.length(), field.kind().length() - 1);
      Arrays.stream(names.split(", ")).forEach(values::add);
      return schema;
    }
    var schema = KINDS.get(field.kind());
    if (schema == null) {
      throw new IllegalArgumentException("no schema for the field " + field);
    }
    return schema.deepCopy();
  }
}
