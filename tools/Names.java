import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** Checks names, and puts an aggregate's name into all the forms in which it is used. */
final class Names {

  private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9]*(\\.[a-z][a-z0-9]*)+");
  private static final Pattern AGGREGATE = Pattern.compile("[A-Z][a-zA-Z0-9]*");
  private static final Pattern NEXT_WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

  private Names() {}

  /** A package that a domain can live in: at least two parts, small letters and digits. */
  static String requirePackage(String name) {
    if (!PACKAGE.matcher(name).matches()) {
      throw new Refusal(
          "'%s' is no package name like com.acme.orders: small letters and digits, two parts at least."
              .formatted(name));
    }
    for (var part : name.split("\\.")) {
      if (SourceVersion.isKeyword(part)) {
        throw new Refusal("'%s' is a word of the Java language: choose another.".formatted(part));
      }
    }
    if (name.endsWith(".contrail") || name.startsWith(Project.EXAMPLE)) {
      throw new Refusal(
          "'%s' is what the template is called: choose a name of your own.".formatted(name));
    }
    if (name.startsWith("java.") || name.startsWith("dev.contrail")) {
      throw new Refusal(
          "'%s' belongs to somebody else: choose a package of your own.".formatted(name));
    }
    return name;
  }

  /** A name for an aggregate: a noun in the singular, such as Voucher or GiftCard. */
  static String requireAggregate(String name) {
    if (!AGGREGATE.matcher(name).matches()) {
      throw new Refusal(
          "'%s' is no name like Voucher or GiftCard: letters and digits, the first one a capital."
              .formatted(name));
    }
    if (SourceVersion.isKeyword(name.toLowerCase(Locale.ROOT))) {
      throw new Refusal("'%s' is a word of the Java language: choose another.".formatted(name));
    }
    if (isJavaClass(name) || isJavaClass(plural(name))) {
      throw new Refusal(
          "Java itself has a class of the name '%s': choose another.".formatted(name));
    }
    return name;
  }

  private static boolean isJavaClass(String name) {
    try {
      Class.forName("java.lang." + name, false, null);
      return true;
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      return false;
    }
  }

  /** Voucher, vouchers, gift-card, gift_cards …: what stands in the templates for a name. */
  static Map<String, String> forms(String name) {
    var names = plural(name);
    return Map.ofEntries(
        Map.entry("Name", name),
        Map.entry("Names", names),
        Map.entry("name", firstSmall(name)),
        Map.entry("names", firstSmall(names)),
        Map.entry("NAME", joined(name, "_").toUpperCase(Locale.ROOT)),
        Map.entry("flat", name.toLowerCase(Locale.ROOT)),
        Map.entry("snake", joined(name, "_")),
        Map.entry("kebab", joined(name, "-")),
        Map.entry("kebabs", joined(names, "-")),
        Map.entry("words", joined(name, " ")),
        Map.entry("manywords", joined(names, " ")),
        Map.entry("article", article(name)),
        Map.entry("Article", firstCapital(article(name))));
  }

  private static String joined(String name, String between) {
    return String.join(between, NEXT_WORD.split(name)).toLowerCase(Locale.ROOT);
  }

  private static String firstSmall(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static String firstCapital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }

  private static String article(String name) {
    return name.matches("[AEIO].*") ? "an" : "a";
  }

  private static String plural(String name) {
    if (name.matches(".*[^aeiou]y")) {
      return name.substring(0, name.length() - 1) + "ies";
    }
    return name + (name.matches(".*(s|x|z|ch|sh)") ? "es" : "s");
  }

  /** Orders for orders: how a system is called in headings. */
  static String heading(String system) {
    return firstCapital(system);
  }
}
