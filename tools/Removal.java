import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is taken out of a project, and how often. */
final class Removal {

  private static final Pattern TABLE = Pattern.compile("template\\.([a-z0-9_]+)");
  private static final Pattern CREATED = Pattern.compile("create table template\\.([a-z0-9_]+)");

  private static final Pattern TEST_LINK = Pattern.compile("]\\(([^()]+\\.java)\\)");

  private final Project project;
  private final Set<String> classes = new HashSet<>();
  private int files;

  Removal(Project project) {
    this.project = project;
  }

  static String className(Path file) {
    return file.getFileName().toString().replace(".java", "");
  }

  static List<Path> filesOf(Path unit) {
    return Files.isDirectory(unit) ? Project.filesBelow(unit) : List.of(unit);
  }

  /** The first group of every match. */
  static Set<String> found(Collection<Path> files, Pattern pattern) {
    var found = new TreeSet<String>();
    for (var file : files) {
      pattern.matcher(Project.text(file).orElse("")).results().forEach(m -> found.add(m.group(1)));
    }
    return found;
  }

  /** Whether a file imports one of these classes, or something from one of these packages. */
  static boolean imports(Path file, Collection<String> names) {
    return Project.text(file)
        .orElse("")
        .lines()
        .filter(line -> line.startsWith("import "))
        .map(line -> line.replace("import static ", "").replace("import ", ""))
        .anyMatch(line ->
            names.stream().anyMatch(n -> line.startsWith(n + ";") || line.startsWith(n + ".")));
  }

  void file(Path file) {
    classes.add(className(file));
    Project.delete(file);
    files++;
  }

  void folder(Path unit) {
    filesOf(unit).forEach(this::file);
  }

  /** Classes that are gone. */
  Set<String> classes() {
    return classes;
  }

  int count() {
    return files;
  }

  /** A module of Maven, with its line in the parent. */
  void module(String module) {
    folder(project.resolve(module));
    var pom = project.resolve("pom.xml");
    var line = Pattern.compile("\\s*<module>" + module + "</module>");
    Project.write(pom, line.matcher(Project.text(pom).orElseThrow()).replaceAll(""));
  }

  /** The migrations that make or change nothing but these tables, or their histories. */
  void migrations(Set<String> tables) {
    var folder = project.resolve("query-service/src/main/resources/db/" + project.system());
    for (var migration : Project.filesBelow(folder)) {
      var touched = found(List.of(migration), TABLE);
      var created = found(List.of(migration), CREATED);
      if (touched.stream().anyMatch(name -> belongs(name, tables))) {
        if (!created.stream().allMatch(name -> belongs(name, tables))) {
          throw new Refusal(
              "%s makes tables of the example and others: divide it first."
                  .formatted(project.name(migration)));
        }
        file(migration);
      }
    }
  }

  private static boolean belongs(String name, Set<String> tables) {
    return tables.stream().anyMatch(table -> name.equals(table) || name.startsWith(table + "_"));
  }

  /** Events of these types are not recorded any more, nor were they ever. */
  void recorded(Set<String> types) {
    var catalogue = project.resolve("shared-events/catalogue.json");
    Project.write(
        catalogue,
        Catalogue.of(Project.text(catalogue).orElseThrow()).without(types::contains).json());
    for (var golden :
        Project.filesBelow(project.resolve("shared-events/src/test/resources/golden"))) {
      if (types.contains(golden.getFileName().toString().replaceFirst("\\.v\\d+\\.json$", ""))) {
        file(golden);
      }
    }
  }

  /** The rows of README's tables that show these paths, or promise what no test is left to show. */
  void rowsOfReadme(Set<String> paths) {
    var readme = project.resolve("README.md");
    var kept = new StringBuilder();
    for (var line : Project.text(readme).orElse("").split("(?<=\n)")) {
      var isGone =
          line.startsWith("| `") && paths.stream().anyMatch(line::contains)
              || line.startsWith("| ") && hasLostItsTests(line);
      if (!isGone) {
        kept.append(line);
      }
    }
    Project.write(readme, kept.toString());
  }

  private boolean hasLostItsTests(String line) {
    var tests = TEST_LINK.matcher(line).results().map(link -> link.group(1)).toList();
    return !tests.isEmpty() && tests.stream().noneMatch(test -> Files.exists(project.resolve(test)));
  }
}
