package dev.contrail.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * A part of a YAML document. Paths have dots; a key that has one itself is written {@code
 * retention\.ms}, and a file may write {@code a.b: 1} for {@code a: {b: 1}}, as Spring's do.
 */
record Yaml(@Nullable Object value) {

  /** All documents of a file; a key that is there twice fails. */
  static List<Yaml> read(Path file) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    try (var reader = Files.newBufferedReader(file)) {
      var documents = new ArrayList<Yaml>();
      new org.yaml.snakeyaml.Yaml(options).loadAll(reader).forEach(d -> documents.add(new Yaml(d)));
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean isEmpty() {
    return value == null || (value instanceof Map<?, ?> map && map.isEmpty());
  }

  /** What stands there; empty if nothing does. */
  Yaml at(String path) {
    if (path.isEmpty() || !(value instanceof Map<?, ?> map)) {
      return path.isEmpty() ? this : new Yaml(null);
    }
    for (var entry : map.entrySet()) {
      var key = String.valueOf(entry.getKey());
      for (var spelled : List.of(key, key.replace(".", "\\."))) {
        if (path.equals(spelled) || path.startsWith(spelled + ".")) {
          var found =
              new Yaml(entry.getValue())
                  .at(path.substring(spelled.length()).replaceFirst("^\\.", ""));
          if (found.value() != null) {
            return found;
          }
        }
      }
    }
    return new Yaml(null);
  }

  /** Empty if there is nothing. */
  String text(String path) {
    var found = at(path).value();
    return found == null ? "" : String.valueOf(found);
  }

  List<Yaml> list(String path) {
    return at(path).value() instanceof List<?> list
        ? list.stream().map(Yaml::new).toList()
        : List.of();
  }

  List<String> texts(String path) {
    return list(path).stream().map(one -> String.valueOf(one.value())).toList();
  }
}
