import static java.util.function.Predicate.not;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * Makes a copy of this repository the forker's own: java tools/Fork.java com.acme.orders
 *
 * <p>The domain moves to another package and what names the system is renamed. The machinery keeps
 * its package, its settings and its metrics, so that fixes to it can still be merged.
 */
final class Fork {

  /** Not renamed: the licence, what has to know the old names, and the sample data. */
  private static final List<String> KEPT =
      List.of("LICENSE", "tools/", "docs/forking.md", "samples/");

  private final Project project;
  private final String domain;
  private final String system;
  private final List<Renaming> renamings;

  private Fork(Project project, String domain) {
    this.project = project;
    this.domain = domain;
    this.system = domain.substring(domain.lastIndexOf('.') + 1);
    this.renamings = Renaming.all(domain, system);
  }

  static void main(String... arguments) {
    Refusal.orRun(
        "fork",
        "./fork PACKAGE [--force]        makes this copy your own project: ./fork com.acme.orders",
        arguments,
        Fork::run);
  }

  private static void run(List<String> arguments) {
    var names = arguments.stream().filter(not("--force"::equals)).toList();
    if (names.size() != 1 || names.getFirst().startsWith("-")) {
      throw Refusal.ofArguments(
          "Say which package your domain lives in: ./fork com.acme.orders [--force]");
    }
    var domain = Names.requirePackage(names.getFirst());
    var project = Project.here();
    if (!project.domain().equals(Project.EXAMPLE)) {
      throw new Refusal(
          "This is a fork already: its domain lives in %s.".formatted(project.domain()));
    }
    project.requireNothingToLose(arguments.contains("--force"));
    new Fork(project, domain).run();
  }

  private void run() {
    requireLineFeeds();
    var changed = 0;
    for (var file : sources()) {
      changed += rename(file) ? 1 : 0;
    }
    var moved = moveDirectories();
    removeWhatOnlyTheTemplateNeeds();
    project.forgetWhatWasBuilt();
    new FrontPage(project, system).write();
    checkNothingIsLeft();
    System.out.printf(
        """
        fork | The domain is %1$s now: %2$d files changed, %3$d moved.
        fork | The system is called %4$s: group and artifact, topic %4$s.events, databases %4$s_command and
        fork | %4$s_query, cell %4$s-1, consumer groups %4$s.…, compose project %4$s.
        fork | The machinery stays dev.contrail, with its settings (contrail.*), metrics and database roles: so you
        fork | can still merge our fixes to it, see docs/forking.md.
        fork | Next: git add -A && git commit -m 'Fork', then ./run to see it (two minutes), ./new-aggregate Voucher, ./remove-example;
        fork | mvn verify runs all tests (a quarter of an hour on two cores)
        """,
        domain, changed, moved, system);
  }

  private List<Path> sources() {
    return project.files().stream()
        .filter(file -> KEPT.stream().noneMatch(project.name(file)::startsWith))
        .toList();
  }

  /** Names are looked for with what follows them in their lines. */
  private void requireLineFeeds() {
    for (var file : sources()) {
      if (Project.text(file).orElse("").contains("\r\n")) {
        throw new Refusal(
            "The lines of %s end with CR LF: clone anew, with git clone -c core.autocrlf=false"
                .formatted(project.name(file)));
      }
    }
  }

  private boolean rename(Path file) {
    var text = Project.text(file).orElse("");
    var name = project.name(file);
    var renamed = text;
    for (var renaming : renamings) {
      renamed = renaming.applyTo(name, renamed);
    }
    if (renamed.equals(text)) {
      return false;
    }
    Project.write(file, name.endsWith(".java") ? Imports.sorted(renamed) : renamed);
    return true;
  }

  /** …/com/example/flights and db/flights, wherever they are. */
  private int moveDirectories() {
    var moved = 0;
    for (var file : sources()) {
      var name = project.name(file);
      var target =
          name.replace("/java/com/example/flights/", "/java/" + domain.replace('.', '/') + "/")
              .replace("/resources/db/flights/", "/resources/db/" + system + "/");
      if (!target.equals(name)) {
        Project.move(file, project.resolve(target));
        moved++;
      }
    }
    return moved;
  }

  /** The checks of the fork itself and of pages about flights; what they stand in is marked. */
  private void removeWhatOnlyTheTemplateNeeds() {
    for (var name : List.of("fork-check", "docs-check", "in-a-copy")) {
      var check = project.resolve(".ci/" + name);
      if (check.toFile().exists()) {
        Project.delete(check);
      }
    }
    Marked.remove(project, "template");
  }

  private void checkNothingIsLeft() {
    var left = new TreeSet<String>();
    for (var file : sources()) {
      var lines = Project.text(file).orElse("").lines().toList();
      for (var number = 1; number <= lines.size(); number++) {
        var line = "\n" + lines.get(number - 1) + "\n";
        if (Renaming.OLD_NAMES.stream().anyMatch(line::contains)) {
          left.add(project.name(file) + ":" + number + " " + lines.get(number - 1).strip());
        }
      }
    }
    if (!left.isEmpty()) {
      throw new Refusal(
          "Old names are left over, please rename them:\n  " + String.join("\n  ", left));
    }
  }
}
