/** A fork's README begins with its own name; the rest stays true of it. */
final class FrontPage {

  private final Project project;
  private final String heading;

  FrontPage(Project project, String system) {
    this.project = project;
    this.heading = Names.heading(system);
  }

  void write() {
    var readme = project.resolve("README.md");
    var text = Project.text(readme).orElseThrow();
    var picture = text.indexOf("```");
    var end = picture < 0 ? text.length() : picture;
    Project.write(
        readme,
        """
        # %s

        Commands are decided on the newest state and appended to a dense log in PostgreSQL, a relay publishes the log to
        Kafka, and a query service folds the topic into read tables and serves them over REST. Made with Contrail, whose
        machinery is in `dev.contrail`; [how it works](docs/how-it-works.md).

        """
                .formatted(heading)
            + text.substring(end));
    Project.write(
        project.resolve("CHANGELOG.md"),
        """
        # What has changed

        ## Not released

        - %s begins, as a fork of Contrail.
        """
            .formatted(heading));
  }
}
