package dev.contrail.query.watch;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * A place in an event, written {@code $.leg.origin}. Lists are looked into: a path names the values
 * of all their elements.
 */
final class Path {

  static final int MAX_LENGTH = 200;

  private static final Pattern SYNTAX = Pattern.compile("\\$(\\.[A-Za-z_][A-Za-z0-9_-]*)+");

  private Path() {}

  static boolean isValid(String path) {
    return path.length() <= MAX_LENGTH && SYNTAX.matcher(path).matches();
  }

  /** Texts, numbers, booleans at a path, in the order in which they stand. */
  static List<JsonNode> values(JsonNode data, String path) {
    List<JsonNode> nodes = List.of(data);
    for (var name : path.substring(2).split("\\.")) {
      nodes = nodes.stream().flatMap(node -> elements(node).stream()).toList();
      nodes = nodes.stream().filter(node -> node.has(name)).map(node -> node.get(name)).toList();
    }
    return nodes.stream()
        .flatMap(node -> elements(node).stream())
        .filter(JsonNode::isValueNode)
        .filter(node -> !node.isNull())
        .toList();
  }

  private static List<JsonNode> elements(JsonNode node) {
    return node.isArray()
        ? node.valueStream().flatMap(element -> elements(element).stream()).toList()
        : List.of(node);
  }

  /** Tells all values there are and their paths. */
  static void walk(JsonNode data, BiConsumer<String, JsonNode> visitor) {
    walk("$", data, visitor);
  }

  private static void walk(String path, JsonNode node, BiConsumer<String, JsonNode> visitor) {
    if (node.isArray()) {
      node.forEach(element -> walk(path, element, visitor));
    } else if (node.isObject()) {
      node.forEachEntry((name, value) -> {
        if (name.indexOf('.') < 0) { // no path leads there
          walk(path + "." + name, value, visitor);
        }
      });
    } else if (!node.isNull()) {
      visitor.accept(path, node);
    }
  }
}
