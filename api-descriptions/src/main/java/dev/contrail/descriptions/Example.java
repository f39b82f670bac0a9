package dev.contrail.descriptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request that works, once those above it in its file have been made.
 *
 * @param operation e.g. {@code POST /api/flights/{flightId}/departure}
 * @param path the variables of the path
 * @param query parameters
 * @param body JSON; null if there is none
 * @param lines a body of one JSON object a line; null if there is none
 * @param status of the answer
 */
public record Example(
    String operation,
    @Nullable Map<String, String> path,
    @Nullable Map<String, String> query,
    @Nullable JsonNode body,
    @Nullable List<JsonNode> lines,
    int status) {

  private static final TypeReference<List<Example>> EXAMPLES = new TypeReference<>() {};

  public Example {
    path = path == null ? Map.of() : new TreeMap<>(path);
    query = query == null ? Map.of() : new TreeMap<>(query);
  }

  /** The examples of all files of a folder, in the order of the files' names. */
  public static List<Example> read(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .flatMap(file -> JsonMapper.shared().readValue(file.toFile(), EXAMPLES).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The HTTP method. */
  public String method() {
    return operation.substring(0, operation.indexOf(' '));
  }

  /** Path and query, ready to be asked for. */
  public String uri() {
    var uri = operation.substring(operation.indexOf(' ') + 1);
    for (var variable : given(path).entrySet()) {
      uri = uri.replace("{" + variable.getKey() + "}", variable.getValue());
    }
    var parameters =
        given(query).entrySet().stream()
            .map(one ->
                one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return parameters.isEmpty() ? uri : uri + "?" + parameters;
  }

  /** What is sent; empty if nothing is. */
  public String content() {
    if (lines != null) {
      return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
    return body == null ? "" : body.toString();
  }

  @Nullable String of(String parameter) {
    return given(path).getOrDefault(parameter, given(query).get(parameter));
  }

  private static Map<String, String> given(@Nullable Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
