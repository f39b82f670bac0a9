import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Folders of files in whose names and contents {@code __word__} stands for what a word means. */
record Template(Path folder, Map<String, String> words) {

  private static final Pattern WORD = Pattern.compile("__([A-Za-z]+)__");

  /** A file as it will be. */
  record Filled(Path file, String text) {}

  /** All files of the folder, filled in, with their places in a project. */
  List<Filled> fill(Project project) {
    var filled = new ArrayList<Filled>();
    for (var file : Project.filesBelow(folder)) {
      var name = folder.relativize(file).toString().replace('\\', '/');
      var text = Project.text(file).orElseThrow();
      filled.add(
          new Filled(
              project.resolve(fill(name.replace("__domain__", "__domainfolder__"))), fill(text)));
    }
    return filled;
  }

  private String fill(String text) {
    return WORD.matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(meaning(found.group(1))));
  }

  private String meaning(String word) {
    var meaning = words.get(word);
    if (meaning == null) {
      throw new IllegalStateException(folder + " has a word that nobody knows: " + word);
    }
    return meaning;
  }
}
