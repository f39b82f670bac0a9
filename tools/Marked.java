import java.util.ArrayList;
import java.util.List;

/**
 * Takes lines out of files that are no Java, between two lines that hold a mark, e.g. {@code #
 * begin example} and {@code # end example} or the same in a comment of HTML, SQL or JavaScript.
 */
final class Marked {

  private Marked() {}

  /** Returns the names of the files that had such lines. */
  static List<String> remove(Project project, String mark) {
    var changed = new ArrayList<String>();
    for (var file : project.files()) {
      var name = project.name(file);
      if (name.startsWith("tools/") || name.endsWith(".java")) {
        continue;
      }
      var text = Project.text(file).orElse("");
      var without = without(text, mark, name);
      if (!without.equals(text)) {
        Project.write(file, without);
        changed.add(name);
      }
    }
    return changed;
  }

  private static String without(String text, String mark, String name) {
    var kept = new StringBuilder();
    var inside = false;
    for (var line : text.split("(?<=\n)")) {
      if (isMark(line, "begin " + mark)) {
        inside = true;
      } else if (isMark(line, "end " + mark)) {
        inside = false;
      } else if (!inside) {
        kept.append(line);
      }
    }
    if (inside) {
      throw new Refusal("%s has a line 'begin %s' without its end.".formatted(name, mark));
    }
    return kept.toString();
  }

  /** A comment of its own: nothing else is on the line. */
  private static boolean isMark(String line, String words) {
    var bare = line.strip();
    return bare.equals("# " + words)
        || bare.equals("<!-- " + words + " -->")
        || bare.equals("-- " + words)
        || bare.equals("// " + words);
  }
}
