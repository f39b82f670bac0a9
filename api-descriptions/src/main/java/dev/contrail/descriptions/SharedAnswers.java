package dev.contrail.descriptions;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says once what is the same everywhere: a failure that all operations with its status tell of in
 * the same words becomes a component.
 */
final class SharedAnswers {

  private static final int FIRST_FAILURE = 400;

  private SharedAnswers() {}

  /**
   * Takes them out of the operations.
   *
   * @return the components by their names
   */
  static ObjectNode takeFrom(ObjectNode paths) {
    var byStatus = new TreeMap<String, Set<JsonNode>>();
    forEachAnswers(
        paths,
        answers ->
            answers
                .properties()
                .forEach(answer ->
                    byStatus
                        .computeIfAbsent(answer.getKey(), _ -> new HashSet<>())
                        .add(answer.getValue())));
    var shared = JsonNodeFactory.instance.objectNode();
    byStatus.forEach((status, different) -> {
      if (different.size() == 1 && Integer.parseInt(status) >= FIRST_FAILURE) {
        var answer = different.iterator().next();
        var name = answer.path("description").asString().replace(" ", "");
        shared.set(name, answer);
        forEachAnswers(paths, answers -> refer(answers, status, name));
      }
    });
    return shared;
  }

  private static void refer(ObjectNode answers, String status, String name) {
    if (answers.has(status)) {
      answers.putObject(status).put("$ref", "#/components/responses/" + name);
    }
  }

  private static void forEachAnswers(ObjectNode paths, Consumer<ObjectNode> action) {
    for (var path : paths) {
      for (var operation : path) {
        action.accept((ObjectNode) operation.path("responses"));
      }
    }
  }
}
