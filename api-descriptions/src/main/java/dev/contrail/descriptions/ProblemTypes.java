package dev.contrail.descriptions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * The problem types that a service's code makes, by the class that makes them. Whatever a class
 * uses counts as its own, so that more may be named here than can happen, but never less.
 */
final class ProblemTypes {

  /**
   * A problem type.
   *
   * @param code the last part of its URI
   * @param detail for people; empty if it is put together when it happens
   */
  record Type(int status, String code, String detail) implements Comparable<Type> {
    @Override
    public int compareTo(Type other) {
      return status == other.status
          ? code.compareTo(other.code)
          : Integer.compare(status, other.status);
    }
  }

  /**
   * How code says that something is a problem.
   *
   * @param words up to the code
   */
  record Wording(String words, int status) {}

  private static final String CODE_AND_DETAIL =
      "\\s*\"([a-z][a-z0-9-]+)\"(?:,\\s*\"([^\"\\\\%]*)\"\\s*[,)])?";
  private static final Pattern BY_STATUS =
      Pattern.compile("HttpStatus\\.([A-Z_]+)," + CODE_AND_DETAIL);

  private final Map<String, Set<Type>> made = new HashMap<>();
  private final Map<String, Set<String>> used = new HashMap<>();

  /**
   * @param modules folders of Maven modules that have been compiled
   */
  ProblemTypes(Collection<Path> modules, List<Wording> wordings) {
    for (var module : modules) {
      var sources = module.resolve("src/main/java");
      for (var file : SourceDocs.javaFiles(sources)) {
        made.put(name(sources.relativize(file)), typesIn(file, wordings));
      }
      readClasses(module.resolve("target/classes"));
    }
  }

  private static String name(Path file) {
    var name = file.toString().replace('\\', '/').replaceFirst("\\.(java|class)$", "");
    return name.replaceFirst("\\$.*", "");
  }

  private static Set<Type> typesIn(Path file, List<Wording> wordings) {
    try {
      var text = Files.readString(file);
      var types = new TreeSet<Type>();
      BY_STATUS
          .matcher(text)
          .results()
          .forEach(found -> {
            var status = HttpStatus.valueOf(found.group(1)).value();
            types.add(new Type(status, found.group(2), orEmpty(found.group(3))));
          });
      for (var wording : wordings) {
        Pattern.compile(Pattern.quote(wording.words()) + CODE_AND_DETAIL)
            .matcher(text)
            .results()
            .map(found -> new Type(wording.status(), found.group(1), orEmpty(found.group(2))))
            .forEach(types::add);
      }
      return types;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private void readClasses(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(one -> one.toString().endsWith(".class")).toList()) {
        var uses = used.computeIfAbsent(name(folder.relativize(file)), _ -> new HashSet<>());
        for (var entry : ClassFile.of().parse(file).constantPool()) {
          if (entry instanceof ClassEntry type) {
            uses.add(type.asInternalName().replaceFirst("\\$.*", ""));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that these classes may answer with, themselves or by what they use, by their status. */
  SortedSet<Type> of(Collection<String> classes) {
    var types = new TreeSet<Type>();
    var seen = new HashSet<String>();
    var next = new ArrayDeque<String>();
    classes.forEach(type -> next.add(type.replace('.', '/').replaceFirst("\\$.*", "")));
    while (!next.isEmpty()) {
      var name = next.remove();
      if (seen.add(name)) {
        types.addAll(made.getOrDefault(name, Set.of()));
        next.addAll(used.getOrDefault(name, Set.of()));
      }
    }
    return types;
  }
}
