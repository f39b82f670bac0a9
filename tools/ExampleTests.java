import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tests of the example: those of its packages, and among those that run a whole service the
 * ones about flights.
 */
final class ExampleTests {

  private static final Pattern FLIGHT = Pattern.compile("(?i)flight");

  private final Project project;
  private final Removal removal;

  ExampleTests(Project project, Removal removal) {
    this.project = project;
    this.removal = removal;
  }

  void remove() {
    var events = project.sources("shared-events/src/test/java").resolve("events");
    removeUsers(events);
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
      if (tests.relativize(file).getNameCount() > 1 && !Files.exists(sources.resolve(unit))) {
        removal.file(file);
      }
    }
  }

  /** Files that use a class that is gone, until there is none; and tests that speak of flights. */
  private void removeUsers(Path tests) {
    for (var before = -1; before != removal.count(); ) {
      before = removal.count();
      var gone = Pattern.compile("\\b(" + classesThatAreGone() + ")\\b");
      for (var file : Project.filesBelow(tests)) {
        var text = Project.text(file).orElse("").replace(project.domain(), "");
        var isTest = file.getFileName().toString().endsWith("Tests.java");
        if (gone.matcher(text).find() || (isTest && FLIGHT.matcher(text).find())) {
          removal.file(file);
        }
      }
    }
  }

  private String classesThatAreGone() {
    return removal.classes().stream()
        .filter(name -> name.matches("[A-Z]\\w+"))
        .filter(this::isNowhereElse)
        .collect(Collectors.joining("|"));
  }

  private boolean isNowhereElse(String name) {
    return project.files().stream().noneMatch(file -> file.endsWith(name + ".java"));
  }
}
