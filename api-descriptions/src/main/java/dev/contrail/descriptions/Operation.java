package dev.contrail.descriptions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One operation, while it is described. */
public final class Operation {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, ObjectNode> parameters = new LinkedHashMap<>();
  private final Map<String, ObjectNode> answerHeaders = new TreeMap<>();
  private final Map<String, ObjectNode> otherAnswers = new TreeMap<>();
  private final Map<String, ObjectNode> answerContent = new TreeMap<>();

  Operation() {}

  /** A header that is read; one that a handler takes itself may be required. */
  public Operation header(String name, String description, @Nullable String example) {
    var known = parameters.get("header " + name);
    var required = known != null && known.path("required").asBoolean(false);
    var parameter = parameter("header", name, description).put("required", required);
    parameter.putObject("schema").put("type", "string");
    if (example != null) {
      parameter.put("example", example);
    }
    return this;
  }

  /** A header of the answer to a success. */
  public Operation answerHeader(String name, String description) {
    var header = NODES.objectNode().put("description", description);
    header.putObject("schema").put("type", "string");
    answerHeaders.put(name, header);
    return this;
  }

  /** Says of a parameter what its handler cannot; nothing if there is no such parameter. */
  public Operation explain(String parameter, String description) {
    var known = parameters.get("query " + parameter);
    if (known != null) {
      known.put("description", description);
    }
    return this;
  }

  /** Another form in which a success is told. */
  public Operation answers(String mediaType, ObjectNode schema) {
    answerContent.put(mediaType, NODES.objectNode().set("schema", schema));
    return this;
  }

  /** Another answer, which has no body. */
  public Operation otherwise(int status, String description) {
    otherAnswers.put(Integer.toString(status), NODES.objectNode().put("description", description));
    return this;
  }

  Map<String, ObjectNode> otherAnswers() {
    return otherAnswers;
  }

  ObjectNode parameter(String in, String name, String description) {
    var parameter = NODES.objectNode().put("name", name).put("in", in);
    if (!description.isEmpty()) {
      parameter.put("description", description);
    }
    parameters.put(in + " " + name, parameter);
    return parameter;
  }

  Map<String, ObjectNode> parameters() {
    return parameters;
  }

  /** The answer to a success. */
  ObjectNode answer(String description) {
    var answer = NODES.objectNode().put("description", description);
    if (!answerHeaders.isEmpty()) {
      answerHeaders.forEach(answer.putObject("headers")::set);
    }
    if (!answerContent.isEmpty()) {
      answerContent.forEach(answer.putObject("content")::set);
    }
    return answer;
  }
}
