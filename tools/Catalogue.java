import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The file of all events that are recorded out there, an entry for each version of each, sorted.
 * Its test compares it byte by byte with what it would write, so entries are kept as they are.
 */
record Catalogue(List<String> entries) {

  private static final String BETWEEN = "}, {\n  \"type\"";
  private static final Pattern NAME =
      Pattern.compile("\"name\" : \"([^\"]+)\",\n    \"version\" : (\\d+)");

  Catalogue {
    entries = entries.stream().sorted(Comparator.comparing(Catalogue::type)).toList();
  }

  static Catalogue of(String json) {
    var inside = json.substring(json.indexOf('{'), json.lastIndexOf('}') + 1);
    var entries = new ArrayList<String>();
    var from = 0;
    for (var next = inside.indexOf("\n" + BETWEEN);
        next >= 0;
        next = inside.indexOf("\n" + BETWEEN, from)) {
      entries.add(inside.substring(from, next + 2));
      from = next + 4;
    }
    entries.add(inside.substring(from));
    return new Catalogue(entries);
  }

  String json() {
    return "[ " + String.join(", ", entries) + " ]\n";
  }

  Catalogue with(Catalogue more) {
    var all = new ArrayList<>(entries);
    all.addAll(more.entries);
    return new Catalogue(all);
  }

  Catalogue without(Predicate<String> name) {
    return new Catalogue(entries.stream().filter(entry -> !name.test(name(entry))).toList());
  }

  boolean has(String name) {
    return entries.stream().anyMatch(entry -> name(entry).equals(name));
  }

  List<String> names() {
    return entries.stream().map(Catalogue::name).distinct().toList();
  }

  private static String name(String entry) {
    return found(entry).group(1);
  }

  private static String type(String entry) {
    var found = found(entry);
    return found.group(1) + " v" + found.group(2);
  }

  private static java.util.regex.Matcher found(String entry) {
    var found = NAME.matcher(entry);
    if (!found.find()) {
      throw new Refusal("catalogue.json has an entry without a name: " + entry);
    }
    return found;
  }
}
