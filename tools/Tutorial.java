import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Writes the files that docs/tutorial.md shows: java tools/Tutorial.java */
final class Tutorial {

  /** A block of code below the name of a file. */
  private static final Pattern BLOCK =
      Pattern.compile("\n`(\\S+)`\n\n```\\w+\n(.*?\n)```\n", Pattern.DOTALL);

  private Tutorial() {}

  static void main(String... arguments) {
    Refusal.orRun(
        "tutorial",
        "tools/java Tutorial             writes the files that docs/tutorial.md shows",
        arguments,
        asked -> write(Project.here(), asked));
  }

  private static void write(Project project, List<String> arguments) {
    if (!arguments.isEmpty()) {
      throw Refusal.ofArguments("It takes no arguments: tools/java Tutorial");
    }
    var page = Project.text(project.resolve("docs/tutorial.md")).orElseThrow();
    var blocks = BLOCK.matcher(page);
    while (blocks.find()) {
      Path file = project.resolve(blocks.group(1));
      Project.write(file, blocks.group(2));
      System.out.println("tutorial | + " + project.name(file));
    }
  }
}
