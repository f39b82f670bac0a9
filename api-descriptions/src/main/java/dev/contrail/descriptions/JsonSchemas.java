package dev.contrail.descriptions;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schemas of the records that requests and answers are made of. */
final class JsonSchemas {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String DATE_TIME =
      "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?$";

  private static final Map<Class<?>, ObjectNode> SCALARS =
      Map.ofEntries(
          Map.entry(String.class, scalar("string")),
          Map.entry(boolean.class, scalar("boolean")),
          Map.entry(Boolean.class, scalar("boolean")),
          Map.entry(int.class, scalar("integer").put("format", "int32")),
          Map.entry(Integer.class, scalar("integer").put("format", "int32")),
          Map.entry(long.class, scalar("integer").put("format", "int64")),
          Map.entry(Long.class, scalar("integer").put("format", "int64")),
          Map.entry(double.class, scalar("number").put("format", "double")),
          Map.entry(Double.class, scalar("number").put("format", "double")),
          Map.entry(UUID.class, scalar("string").put("format", "uuid")),
          Map.entry(URI.class, scalar("string").put("format", "uri-reference")),
          Map.entry(Instant.class, scalar("string").put("format", "date-time")),
          Map.entry(LocalDate.class, scalar("string").put("format", "date")),
          Map.entry(LocalDateTime.class, scalar("string").put("pattern", DATE_TIME)),
          Map.entry(YearMonth.class, scalar("string").put("pattern", "^\\d{4}-\\d{2}$")),
          Map.entry(Duration.class, scalar("string").put("format", "duration")),
          Map.entry(JsonNode.class, NODES.objectNode()));

  private final SortedMap<String, ObjectNode> named = new TreeMap<>();
  private final Map<String, Class<?>> owners = new HashMap<>();
  private final JsonMapper json;
  private final SourceDocs docs;

  /**
   * @param json the mapper that reads requests and writes answers
   */
  JsonSchemas(JsonMapper json, SourceDocs docs) {
    this.json = json;
    this.docs = docs;
  }

  private static ObjectNode scalar(String type) {
    return NODES.objectNode().put("type", type);
  }

  /** The schemas of all records that were met, by their names. */
  SortedMap<String, ObjectNode> named() {
    return named;
  }

  /**
   * The schema of a type, which is a reference to a named one for records.
   *
   * @throws IllegalArgumentException if it is of a kind that nothing here knows
   */
  ObjectNode of(ResolvableType type) {
    var raw = Objects.requireNonNull(type.resolve(), () -> "an open type: " + type);
    var scalar = SCALARS.get(raw);
    if (scalar != null) {
      return scalar.deepCopy();
    }
    if (Collection.class.isAssignableFrom(raw)) {
      return scalar("array").set("items", of(type.getGeneric(0)));
    }
    if (raw.isEnum()) {
      var values = NODES.arrayNode();
      Arrays.stream(raw.getEnumConstants()).forEach(one -> values.add(json.valueToTree(one)));
      return scalar("string").set("enum", values);
    }
    if (raw.isRecord()) {
      return reference(type, raw);
    }
    throw new IllegalArgumentException("no schema for " + raw.getName());
  }

  private ObjectNode reference(ResolvableType type, Class<?> raw) {
    var name = name(type);
    var owner = owners.putIfAbsent(name, raw);
    if (owner == null) {
      var schema = scalar("object");
      docs.of(raw).ifPresent(text -> schema.put("description", text));
      named.put(name, schema); // before its fields: one of them may be of this kind again
      var fields = new RecordFields(this, docs);
      fields.addTo(schema, type, raw);
    } else if (!owner.equals(raw)) {
      throw new IllegalArgumentException(
          "two records are called %s: %s and %s".formatted(name, owner.getName(), raw.getName()));
    }
    return NODES.objectNode().put("$ref", "#/components/schemas/" + name);
  }

  /** Of a page of flights, FlightPage; of a record inside another type, with that one's name. */
  private static String name(ResolvableType type) {
    var raw = Objects.requireNonNull(type.resolve());
    var arguments = new StringBuilder();
    for (var argument : type.getGenerics()) {
      arguments.append(name(argument));
    }
    var outer = raw.getDeclaringClass();
    if (outer == null) {
      return arguments + raw.getSimpleName();
    }
    var prefix = outer.getSimpleName().replaceFirst("(Controller|Requests|Answers)$", "");
    var inner = raw.getSimpleName();
    return arguments + (inner.startsWith(prefix) ? "" : prefix) + inner;
  }
}
