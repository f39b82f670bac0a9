import java.util.List;

/**
 * The descriptions of the API that are checked in. They are made of the code when it is built; here
 * they are only marked, so that the next build writes them anew.
 */
record Descriptions(Project project) {

  private static final String FOLDER = "docs/api/";
  private static final List<String> FILES =
      List.of("command-service.openapi.yaml", "query-service.openapi.yaml", "events.asyncapi.yaml");

  /** The same line as the build looks for, in {@code DescriptionFile}. */
  private static final String STALE = "# stale: the next build writes this file anew\n";

  void areStale() {
    for (var name : FILES) {
      var file = project.resolve(FOLDER + name);
      var text = Project.text(file).orElseThrow();
      if (!text.startsWith(STALE)) {
        Project.write(file, STALE + text);
      }
    }
  }
}
