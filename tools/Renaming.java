import java.util.List;
import java.util.function.Predicate;

/**
 * One name that a fork changes, and the files it is changed in.
 *
 * @param where given a file's name relative to the project
 */
record Renaming(Predicate<String> where, String from, String to) {

  /** Where one of these is still to be read in a line and its ends, the fork is not complete. */
  static final List<String> OLD_NAMES =
      List.of(
          "com.example.flights",
          "com/example/flights",
          "db/flights",
          "contrail.flight-events",
          "<groupId>dev.contrail</groupId>",
          "<artifactId>contrail</artifactId>",
          "/contrail_command",
          "/contrail_query",
          "POSTGRES_DB: contrail_",
          "database: contrail_",
          "on database contrail_",
          "cell: cell-1 ",
          "cell: cell-1\n",
          "<span>contrail</span>",
          "\nname: contrail\n");

  private static final Predicate<String> EVERYWHERE = name -> true;
  private static final Predicate<String> POMS = name -> name.endsWith("pom.xml");
  private static final Predicate<String> SETTINGS =
      name -> name.endsWith(".yml") || name.endsWith(".yaml") || name.endsWith(".json");
  private static final Predicate<String> SCRIPTS = name -> name.startsWith(".ci/");
  private static final Predicate<String> CONSOLE = name -> name.endsWith("console/index.html");
  private static final Predicate<String> KUBERNETES = name -> name.endsWith("kubernetes.md");
  private static final Predicate<String> DOCS = name -> name.endsWith(".md");

  String applyTo(String name, String text) {
    return where.test(name) ? text.replace(from, to) : text;
  }

  /** In this order. */
  static List<Renaming> all(String domain, String system) {
    var heading = Names.heading(system);
    return List.of(
        // the domain's package and its migrations
        new Renaming(EVERYWHERE, "com.example.flights", domain),
        new Renaming(EVERYWHERE, "com/example/flights", domain.replace('.', '/')),
        new Renaming(EVERYWHERE, "db/flights", "db/" + system),
        // the system's name in Maven
        new Renaming(POMS, "<groupId>dev.contrail</groupId>", "<groupId>" + domain + "</groupId>"),
        new Renaming(
            POMS, "<artifactId>contrail</artifactId>", "<artifactId>" + system + "</artifactId>"),
        new Renaming(POMS, "<name>Contrail", "<name>" + heading),
        new Renaming(
            POMS,
            "<description>A CQRS and event-sourcing template: one dense log, and folds over it",
            "<description>" + heading + ": one dense log of what happened, and folds over it"),
        new Renaming(
            POMS,
            "facts the example records</description>",
            "facts " + heading + " records</description>"),
        // topic, databases, cell, consumer groups, containers
        new Renaming(EVERYWHERE, "contrail.flight-events", system + ".events"),
        new Renaming(EVERYWHERE, "/contrail_command", "/" + system + "_command"),
        new Renaming(EVERYWHERE, "/contrail_query", "/" + system + "_query"),
        new Renaming(SETTINGS, "POSTGRES_DB: contrail_", "POSTGRES_DB: " + system + "_"),
        new Renaming(SETTINGS, "database: contrail_", "database: " + system + "_"),
        new Renaming(SETTINGS, "on database contrail_", "on database " + system + "_"),
        new Renaming(
            SETTINGS, "{ type: group, name: contrail.", "{ type: group, name: " + system + "."),
        new Renaming(SETTINGS, "\nnamespace: contrail\n", "\nnamespace: " + system + "\n"),
        new Renaming(SETTINGS, "namespace=\"contrail\"", "namespace=\"" + system + "\""),
        new Renaming(
            SETTINGS,
            "kind: Namespace\nmetadata:\n  name: contrail\n",
            "kind: Namespace\nmetadata:\n  name: " + system + "\n"),
        new Renaming(SETTINGS, "cell: cell-1\n", "cell: " + system + "-1\n"),
        new Renaming(SETTINGS, "cell: cell-1 ", "cell: " + system + "-1 "),
        new Renaming(SETTINGS, "group-prefix: contrail", "group-prefix: " + system),
        new Renaming(
            EVERYWHERE, "group,prefixed,contrail.", "group,prefixed," + system + "."),
        new Renaming(
            SETTINGS, "\nname: contrail-secure\n", "\nname: " + system + "-secure\n"),
        new Renaming(SETTINGS, "\nname: contrail\n", "\nname: " + system + "\n"),
        new Renaming(SETTINGS, "\"name\": \"Contrail\"", "\"name\": \"" + heading + "\""),
        new Renaming(SCRIPTS, "contrail-smoke", system + "-smoke"),
        // the namespace in the operators' commands
        new Renaming(KUBERNETES, "namespace contrail\n", "namespace " + system + "\n"),
        new Renaming(KUBERNETES, "-n contrail ", "-n " + system + " "),
        new Renaming(KUBERNETES, "names: [contrail]", "names: [" + system + "]"),
        // the head of the console
        new Renaming(CONSOLE, "<span>contrail</span>", "<span>" + system + "</span>"),
        new Renaming(CONSOLE, "\"Contrail console", "\"" + heading + " console"),
        // databases in the operators' commands
        new Renaming(DOCS, "-d contrail_", "-d " + system + "_"),
        new Renaming(DOCS, "createdb -p 5432 contrail_", "createdb -p 5432 " + system + "_"),
        new Renaming(DOCS, "command.dump contrail_", "command.dump " + system + "_"),
        new Renaming(DOCS, "custom contrail_", "custom " + system + "_"),
        new Renaming(DOCS, "back up `contrail_", "back up `" + system + "_"));
  }
}
