import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts a Java file's imports in order again, since a renamed package may sort elsewhere. */
final class Imports {

  private static final Comparator<String> BY_NAME =
      Comparator.comparing(line -> line.replace(";", ""));

  private Imports() {}

  static String sorted(String source) {
    var result = new ArrayList<String>();
    var block = new ArrayList<String>();
    for (var line : List.of(source.split("\n", -1))) {
      if (line.startsWith("import ") && line.endsWith(";")) {
        block.add(line);
        continue;
      }
      block.sort(BY_NAME);
      result.addAll(block);
      block.clear();
      result.add(line);
    }
    return String.join("\n", result);
  }
}
