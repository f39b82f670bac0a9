import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds one more aggregate, from command to read table, with its tests: java tools/NewAggregate.java
 * Voucher
 */
final class NewAggregate {

  private static final String CATALOGUE = "shared-events/catalogue.json";
  private static final String FIRST_ENDPOINT_OF_ALL = "| `GET :8081/api/events`";

  /** Words that the machinery or the generated code uses. */
  private static final Set<String> TAKEN =
      Set.of(
          "Answer",
          "Body",
          "Command",
          "Context",
          "Decision",
          "Event",
          "Http",
          "Issue",
          "Journal",
          "Key",
          "Page",
          "Problem",
          "Projection",
          "Receipt",
          "Recorded",
          "Redeem",
          "Request",
          "Row",
          "Sequencer",
          "Stream",
          "Submission",
          "Target");

  private final Project project;
  private final String name;
  private final Map<String, String> words;

  private NewAggregate(Project project, String name) {
    this.project = project;
    this.name = name;
    this.words = new HashMap<>(Names.forms(name));
    words.put("domain", project.domain());
    words.put("domainfolder", project.domain().replace('.', '/'));
    words.put("system", project.system());
    words.put("migration", nextMigration() + "__");
  }

  static void main(String... arguments) {
    Refusal.orRun(
        "new-aggregate",
        "./new-aggregate NAME            adds an aggregate, with its tests: ./new-aggregate Voucher",
        arguments,
        NewAggregate::run);
  }

  private static void run(List<String> arguments) {
    if (arguments.size() != 1 || arguments.getFirst().startsWith("-")) {
      throw Refusal.ofArguments(
          "Say what it is called, in the singular: ./new-aggregate Voucher");
    }
    var name = Names.requireAggregate(arguments.getFirst());
    if (TAKEN.contains(name)) {
      throw new Refusal("'%s' is a word of the machinery: choose another.".formatted(name));
    }
    new NewAggregate(Project.here(), name).run();
  }

  private void run() {
    var files = template("aggregate").fill(project);
    requireNew(files);
    files.forEach(filled -> Project.write(filled.file(), filled.text()));
    addToCatalogue();
    addToReadme();
    new Descriptions(project).areStale();
    files.forEach(filled -> System.out.println("new-aggregate | + " + project.name(filled.file())));
    System.out.printf(
        """
        new-aggregate | %1$s can be issued and redeemed once: POST /api/%2$s, POST /api/%2$s/{id}/redemption,
        new-aggregate | GET /api/%2$s, GET /api/%2$s/{id}. Read %1$sDecider.java first, and make it yours.
        new-aggregate | Next: ./dev test '%1$s*', ./run; and mvn spotless:apply verify before you share it.
        """,
        name, words.get("kebabs"));
  }

  private Template template(String folder) {
    return new Template(project.resolve("tools/templates").resolve(folder), words);
  }

  /**
   * A name may be used once in the domain, in whatever package, for Spring knows beans by it; so may
   * a path and what is below it, for ./remove-example takes out what it stands in.
   */
  private void requireNew(List<Template.Filled> files) {
    var wanted =
        files.stream()
            .map(filled -> filled.file().getFileName().toString())
            .filter(file -> !file.equals("package-info.java"))
            .collect(Collectors.toSet());
    for (var file : project.files()) {
      if (wanted.contains(file.getFileName().toString())
          && !project.name(file).startsWith("tools/")) {
        throw new Refusal(
            "'%s' is taken: there is %s already.".formatted(name, project.name(file)));
      }
    }
    var path = "/api/" + words.get("kebabs");
    for (var file : project.files()) {
      if (project.name(file).startsWith("docs/access/")
          && Project.text(file).orElse("").matches("(?s).*[,\\n]" + path + "[,/].*")) {
        throw new Refusal(
            "'%s' is taken: %s has paths below %s already."
                .formatted(name, project.name(file), path));
      }
    }
    var catalogue = Catalogue.of(Project.text(project.resolve(CATALOGUE)).orElseThrow());
    for (var event : additions().names()) {
      if (catalogue.has(event)) {
        throw new Refusal("'%s' is taken: an event %s is recorded already.".formatted(name, event));
      }
    }
  }

  private Catalogue additions() {
    var entries = template("catalogue").fill(project);
    return Catalogue.of(entries.getFirst().text());
  }

  private void addToCatalogue() {
    var file = project.resolve(CATALOGUE);
    var catalogue = Catalogue.of(Project.text(file).orElseThrow());
    Project.write(file, catalogue.with(additions()).json());
  }

  private void addToReadme() {
    var readme = project.resolve("README.md");
    var text = Project.text(readme).orElse("");
    var rows = template("readme").fill(project).getFirst().text();
    Project.write(readme, text.replace(FIRST_ENDPOINT_OF_ALL, rows + FIRST_ENDPOINT_OF_ALL));
  }

  /** The domain's migrations begin at 1001, the machinery's at 1. */
  private int nextMigration() {
    var folder = project.resolve("query-service/src/main/resources/db/" + project.system());
    return Project.filesBelow(folder).stream().mapToInt(NewAggregate::number).max().orElse(1_000)
        + 1;
  }

  private static int number(Path migration) {
    var file = migration.getFileName().toString();
    return file.matches("V\\d+__.*") ? Integer.parseInt(file.substring(1, file.indexOf('_'))) : 0;
  }
}
