package dev.contrail.descriptions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.joining;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What comments say about the types, methods and record components of source folders. */
final class SourceDocs {

  private static final Pattern PARAMETER =
      Pattern.compile("@param\\s+(\\w+)\\s+(.*?)(?=\\s@\\w|\\z)", Pattern.DOTALL);
  private static final Pattern INLINE = Pattern.compile("\\{@\\w+\\s+([^}]*)}");

  private final Map<String, String> comments = new HashMap<>();

  private SourceDocs() {}

  /**
   * @param folders with packages in them; what does not exist is passed over
   */
  static SourceDocs of(Collection<Path> folders) {
    var docs = new SourceDocs();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var manager = compiler.getStandardFileManager(null, null, UTF_8)) {
      var files = folders.stream().flatMap(folder -> javaFiles(folder).stream()).toList();
      var units = manager.getJavaFileObjectsFromPaths(files);
      var options = List.of("-proc:none");
      var task = (JavacTask) compiler.getTask(null, manager, _ -> {}, options, null, units);
      var trees = DocTrees.instance(task);
      for (var unit : task.parse()) {
        docs.new Reader(trees, unit).scan(unit, "");
      }
      return docs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Path> javaFiles(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is said of a type, in one line. */
  Optional<String> of(Class<?> type) {
    return comment(type.getCanonicalName()).map(SourceDocs::main).filter(not(String::isEmpty));
  }

  /** What is said of a method, in one line. */
  Optional<String> of(Method method) {
    var type = method.getDeclaringClass().getCanonicalName();
    var name = type + "#" + method.getName() + "/" + method.getParameterCount();
    return comment(name).map(SourceDocs::main).filter(not(String::isEmpty));
  }

  /** What is said of a component of a record. */
  Optional<String> of(Class<?> record, String component) {
    return comment(record.getCanonicalName())
        .flatMap(text ->
            PARAMETER
                .matcher(text)
                .results()
                .filter(found -> found.group(1).equals(component))
                .map(found -> plain(found.group(2)))
                .findFirst());
  }

  private Optional<String> comment(@Nullable String name) {
    return Optional.ofNullable(comments.get(name)).filter(text -> !text.isBlank());
  }

  private static String main(String comment) {
    var end = comment.indexOf("\n @") < 0 ? comment.indexOf("\n@") : comment.indexOf("\n @");
    return plain(comment.stripLeading().startsWith("@") || end == 0 ? "" : upTo(comment, end));
  }

  private static String upTo(String text, int end) {
    return end < 0 ? text : text.substring(0, end);
  }

  private static String plain(String text) {
    return INLINE.matcher(text).replaceAll("$1").replace("<p>", "").strip().replaceAll("\\s+", " ");
  }

  private final class Reader extends TreePathScanner<@Nullable Void, String> {

    private final DocTrees trees;
    private final String beginning;

    Reader(DocTrees trees, CompilationUnitTree unit) {
      this.trees = trees;
      this.beginning = unit.getPackageName() == null ? "" : unit.getPackageName().toString();
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, String outer) {
      var name =
          List.of(outer.isEmpty() ? beginning : outer, type.getSimpleName()).stream()
              .map(Object::toString)
              .collect(joining("."));
      keep(name);
      return super.visitClass(type, name);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, String type) {
      keep(type + "#" + method.getName() + "/" + method.getParameters().size());
      return null;
    }

    private void keep(String name) {
      var comment = trees.getDocComment(getCurrentPath());
      if (comment != null) {
        comments.put(name, comment);
      }
    }
  }
}
