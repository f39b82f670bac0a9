import static java.util.function.Predicate.not;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Takes the flights out: java tools/RemoveExample.java
 *
 * <p>It begins with the facts, the events of flights and passengers. A package below command or
 * query that imports one of them goes as a whole, and with it what tests it and its migrations.
 */
final class RemoveExample {

  private static final Predicate<String> FACT =
      Pattern.compile("(Flight|Passenger)(Event|Events|EventsTests)|Leg|Fare").asMatchPredicate();
  private static final Pattern EVENT_TYPE =
      Pattern.compile("\\.(?:type|upcast)\\(\"([a-z0-9-]+)\"");
  private static final Pattern API_PATH = Pattern.compile("\"(/api/[a-z-]+)");

  private final Project project;
  private final Removal removal;

  private RemoveExample(Project project) {
    this.project = project;
    this.removal = new Removal(project);
  }

  static void main(String... arguments) {
    Refusal.orRun(
        "remove-example",
        "./remove-example [--force]      takes the flights out, once there is another aggregate",
        arguments,
        RemoveExample::run);
  }

  private static void run(List<String> arguments) {
    if (!arguments.stream().allMatch("--force"::equals)) {
      throw Refusal.ofArguments("It takes no arguments but --force: ./remove-example");
    }
    var project = Project.here();
    if (!Files.exists(
        project.sources("shared-events/src/main/java").resolve("events/FlightEvents.java"))) {
      throw new Refusal("The example is gone already.");
    }
    project.requireNothingToLose(arguments.contains("--force"));
    new RemoveExample(project).run();
  }

  private void run() {
    var facts = facts();
    var packages = packagesUsing(facts);
    requireSomethingElse(packages);
    var types = typesOf(facts);
    var tables = tablesOf(packages);
    var paths = pathsOf(packages);
    facts.forEach(removal::file);
    packages.forEach(removal::folder);
    new ExampleTests(project, removal, paths).remove();
    removal.migrations(tables);
    removal.recorded(types);
    localRun();
    project.forgetWhatWasBuilt();
    removal.folder(project.resolve("query-service/src/main/resources/static/console/flights"));
    removal.file(project.resolve("docs/console.webp"));
    removal.folder(project.resolve("samples"));
    for (var service : List.of("command-service", "query-service")) {
      removal.file(project.resolve("docs/access/" + service + "/flights.csv"));
      removal.file(project.resolve("docs/api/examples/" + service + "/flights.json"));
    }
    new Descriptions(project).areStale();
    removal.module("benchmarks");
    removal.rowsOfReadme(paths);
    Marked.remove(project, "example");
    DeadLinks.remove(project);
    report();
  }

  private List<Path> facts() {
    return Project.filesBelow(project.sources("shared-events/src/main/java").resolve("events"))
        .stream()
        .filter(file -> FACT.test(Removal.className(file)))
        .toList();
  }

  /**
   * Packages, and single files beside them, of both services; also those that use such packages.
   */
  private Set<Path> packagesUsing(List<Path> facts) {
    var using = new LinkedHashSet<Path>();
    var names = new TreeSet<String>();
    facts.forEach(fact -> names.add(project.domain() + ".events." + Removal.className(fact)));
    for (var before = -1; before != using.size(); ) {
      before = using.size();
      for (var part : List.of("command", "query")) {
        var folder = project.sources(part + "-service/src/main/java").resolve(part);
        for (var file : Project.filesBelow(folder)) {
          if (Removal.imports(file, names)) {
            var unit = folder.resolve(folder.relativize(file).getName(0));
            requireNoApplication(unit);
            using.add(unit);
            names.add(project.domain() + "." + part + "." + Removal.className(unit));
          }
        }
      }
    }
    return using;
  }

  private void requireNoApplication(Path unit) {
    if (unit.toString().endsWith("Application.java")) {
      throw new Refusal(
          project.name(unit) + " uses the example itself: take that out of it first.");
    }
  }

  private void requireSomethingElse(Set<Path> packages) {
    if (!remains("command", "Decider<", packages) || !remains("query", "Projection<", packages)) {
      throw new Refusal(
          "Nothing would be left to run: add an aggregate first (./new-aggregate Voucher).");
    }
  }

  private boolean remains(String part, String made, Set<Path> packages) {
    var folder = project.sources(part + "-service/src/main/java").resolve(part);
    return Project.filesBelow(folder).stream()
        .filter(file -> packages.stream().noneMatch(file::startsWith))
        .anyMatch(file -> Project.text(file).orElse("").contains("implements " + made));
  }

  private static Set<String> typesOf(List<Path> facts) {
    return Removal.found(facts, EVENT_TYPE);
  }

  private static Set<String> tablesOf(Set<Path> packages) {
    return Removal.found(filesOf(packages), Pattern.compile("String NAME = \"([a-z0-9_]+)\""));
  }

  private static Set<String> pathsOf(Set<Path> packages) {
    return Removal.found(filesOf(packages), API_PATH);
  }

  private static List<Path> filesOf(Set<Path> packages) {
    return packages.stream().flatMap(unit -> Removal.filesOf(unit).stream()).toList();
  }

  /** The stack without samples takes the place of the one that loads flights. */
  private void localRun() {
    removal.folder(project.sources("local-stack/src/main/java").resolve("local"));
    removal.folder(project.sources("local-stack/src/test/java").resolve("local"));
    var words =
        Map.of("domain", project.domain(), "domainfolder", project.domain().replace('.', '/'));
    new Template(project.resolve("tools/templates/stack"), words)
        .fill(project)
        .forEach(filled -> Project.write(filled.file(), filled.text()));
    var pom = project.resolve("local-stack/pom.xml");
    var main = "<mainClass>" + project.domain() + ".local.";
    Project.write(
        pom,
        Project.text(pom).orElseThrow().replaceAll(Pattern.quote(main) + "\\w+<", main + "Stack<"));
  }

  private void report() {
    System.out.printf("remove-example | %d files are gone.%n", removal.count());
    var speaking =
        project.files().stream()
            .filter(file -> !project.name(file).startsWith("tools/"))
            .filter(this::speaksOfFlights)
            .map(project::name)
            .filter(not("CHANGELOG.md"::equals))
            .toList();
    System.out.printf(
        "remove-example | %d files still speak of flights, in words and examples only: git grep -il flight. Rewrite README.md first, the rest as you come by.%n",
        speaking.size());
    System.out.println(
        "remove-example | Next: ./run --fresh; and mvn spotless:apply verify before you share it.");
  }

  private boolean speaksOfFlights(Path file) {
    var text =
        Project.text(file)
            .orElse("")
            .replace(project.domain(), "")
            .replace(project.domain().replace('.', '/'), "");
    return Pattern.compile("(?i)\\bflights?\\b(?! mode)|/api/flights|FlightEvent")
        .matcher(text)
        .find();
  }
}
