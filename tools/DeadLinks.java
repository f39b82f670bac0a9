import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links of pages to files that are no more become plain text. */
final class DeadLinks {

  /** Text and target of a link that leads somewhere else in the project. */
  private static final Pattern LINK = Pattern.compile("\\[([^\\[\\]]+)]\\(([^()\\s:#]+)(#[^()]*)?\\)");

  private DeadLinks() {}

  static void remove(Project project) {
    for (var page : project.files()) {
      if (page.toString().endsWith(".md")) {
        var text = Project.text(page).orElse("");
        var alive =
            LINK.matcher(text)
                .replaceAll(link ->
                    Matcher.quoteReplacement(leadsOn(page, link.group(2)) ? link.group() : link.group(1)));
        if (!alive.equals(text)) {
          Project.write(page, alive);
        }
      }
    }
  }

  private static boolean leadsOn(Path page, String target) {
    return Files.exists(page.resolveSibling(target));
  }
}
