package dev.contrail.descriptions;

import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The answers that are problem details, with each problem type they may be of (RFC 9457). */
final class Failures {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String TYPE = "urn:contrail:problem:";

  private final SortedMap<String, ObjectNode> examples = new TreeMap<>();

  /** An example of each type, by its code. */
  SortedMap<String, ObjectNode> examples() {
    return examples;
  }

  /** An answer for each status, in its order. */
  ObjectNode answers(Collection<ProblemTypes.Type> types) {
    var answers = NODES.objectNode();
    types.stream()
        .collect(
            Collectors.groupingBy(ProblemTypes.Type::status, TreeMap::new, Collectors.toList()))
        .forEach((status, ofStatus) -> answers.set(status.toString(), answer(status, ofStatus)));
    return answers;
  }

  private ObjectNode answer(int status, List<ProblemTypes.Type> types) {
    var answer =
        NODES.objectNode().put("description", HttpStatus.valueOf(status).getReasonPhrase());
    var isForLater = status == 429 || status == 503;
    if (isForLater || status == 401) {
      var name = isForLater ? "Retry-After" : "WWW-Authenticate";
      answer.putObject("headers").putObject(name).put("$ref", "#/components/headers/" + name);
    }
    var content = answer.putObject("content").putObject(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    content.putObject("schema").put("$ref", "#/components/schemas/Problem");
    var shown = content.putObject("examples");
    for (var type : types) {
      examples.computeIfAbsent(type.code(), _ -> example(type));
      shown.putObject(type.code()).put("$ref", "#/components/examples/" + type.code());
    }
    return answer;
  }

  private static ObjectNode example(ProblemTypes.Type type) {
    var example = NODES.objectNode();
    var value =
        example
            .putObject("value")
            .put("type", TYPE + type.code())
            .put("title", HttpStatus.valueOf(type.status()).getReasonPhrase())
            .put("status", type.status());
    if (!type.detail().isEmpty()) {
      value.put("detail", type.detail());
    }
    return example;
  }

  /** What all problem details have in common. */
  static ObjectNode schema() {
    var schema = NODES.objectNode().put("type", "object");
    schema.put(
        "description", "What went wrong (RFC 9457). Branch on its type; its detail is for people.");
    var properties = schema.putObject("properties");
    text(properties, "type", "Which kind of problem; never changes.").put("format", "uri");
    text(properties, "title", "The status in words.");
    properties.putObject("status").put("type", "integer").put("format", "int32");
    text(properties, "detail", "What to do next.");
    text(properties, "instance", "The path that was asked for.");
    text(properties, "parameter", "The parameter that is wrong.");
    text(properties, "errorId", "What to quote to the operators.");
    var errors = properties.putObject("errors").put("type", "array");
    errors.put("description", "Each field that is wrong.");
    var error = errors.putObject("items").put("type", "object");
    text(error.putObject("properties"), "field", "");
    text(error.withObjectProperty("properties"), "message", "");
    schema.putArray("required").add("type").add("title").add("status");
    return schema;
  }

  private static ObjectNode text(ObjectNode properties, String name, String description) {
    var field = properties.putObject(name).put("type", "string");
    return description.isEmpty() ? field : field.put("description", description);
  }

  /** The headers that come with some of them. */
  static ObjectNode headers() {
    var headers = NODES.objectNode();
    headers
        .putObject("Retry-After")
        .put("description", "Seconds after which to try again.")
        .putObject("schema")
        .put("type", "integer");
    headers
        .putObject("WWW-Authenticate")
        .put("description", "What is wrong with the token (RFC 6750).")
        .putObject("schema")
        .put("type", "string");
    return headers;
  }
}
