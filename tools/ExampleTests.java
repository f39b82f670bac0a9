import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tests of the example: those of its packages, and among those that run a whole service the
 * ones that ask for its paths.
 *
 * @param paths of the API, e.g. {@code /api/flights}
 */
record ExampleTests(Project project, Removal removal, Set<String> paths) {

  void remove() {
    removeUsers(project.sources("shared-events/src/test/java").resolve("events"));
    for (var part : List.of("command", "query")) {
      var tests = project.sources(part + "-service/src/test/java").resolve(part);
      removeOfPackagesThatAreGone(
          tests, project.sources(part + "-service/src/main/java").resolve(part));
      removeUsers(tests);
    }
  }

  private void removeOfPackagesThatAreGone(Path tests, Path sources) {
    for (var file : Project.filesBelow(tests)) {
      var unit = tests.relativize(file).getName(0);
      if (!file.getParent().equals(tests) && !Files.exists(sources.resolve(unit))) {
        removal.file(file);
      }
    }
  }

  /** Files that use a class that is gone, until there is none, and tests that ask for a path. */
  private void removeUsers(Path tests) {
    for (var before = -1; before != removal.count(); ) {
      before = removal.count();
      var gone = Pattern.compile("\\b(" + classesThatAreGone() + ")\\b");
      for (var file : Project.filesBelow(tests)) {
        var text = Project.text(file).orElse("").replace(project.domain(), "");
        var isTest = file.getFileName().toString().endsWith("Tests.java");
        if (gone.matcher(text).find() || (isTest && paths.stream().anyMatch(text::contains))) {
          removal.file(file);
        }
      }
    }
  }

  /** But for those whose name something else has as well. */
  private String classesThatAreGone() {
    var there = project.files().stream().map(Removal::className).collect(Collectors.toSet());
    return removal.classes().stream()
        .filter(name -> name.matches("[A-Z]\\w+") && !there.contains(name))
        .collect(Collectors.joining("|"));
  }
}
