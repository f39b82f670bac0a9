package dev.contrail.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every link of a page of this project leads to a file that is there, and to a heading in it. */
class LinksTests {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final List<String> PLACES = List.of("", "docs", ".github", "samples");
  private static final int DEPTH = 4;

  private static final Pattern LINK = Pattern.compile("]\\(([^()\\s]+)\\)");
  private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```");
  private static final Pattern CODE = Pattern.compile(BLOCK.pattern() + "|`[^`\n]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");
  private static final Pattern NO_PART_OF_AN_ANCHOR = Pattern.compile("[^\\p{L}\\p{N} _-]");

  private final Map<Path, List<String>> anchors = new HashMap<>();

  /** Cure: none but the pages; a file that moves, or a heading that is put otherwise, is found. */
  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    var pages = pages();
    var dead = new TreeSet<String>();
    var links = 0;
    for (var page : pages) {
      for (var link : LINK.matcher(withoutCode(page)).results().toList()) {
        if (!link.group(1).contains(":")) {
          links++;
          if (!leadsSomewhere(page, link.group(1))) {
            dead.add(PROJECT.relativize(page) + " → " + link.group(1));
          }
        }
      }
    }
    assertThat(pages).hasSizeGreaterThan(20);
    assertThat(links).isGreaterThan(100);
    assertThat(dead).isEmpty();
  }

  private static TreeSet<Path> pages() throws IOException {
    var pages = new TreeSet<Path>();
    for (var place : PLACES) {
      var folder = PROJECT.resolve(place);
      if (Files.isDirectory(folder)) {
        try (var files = Files.walk(folder, place.isEmpty() ? 1 : DEPTH)) {
          files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
      }
    }
    return pages;
  }

  private boolean leadsSomewhere(Path page, String link) throws IOException {
    var parts = link.split("#", 2);
    var target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (!Files.exists(target)) {
      return false;
    }
    return parts.length == 1 || !target.toString().endsWith(".md") || has(target, parts[1]);
  }

  private boolean has(Path page, String anchor) throws IOException {
    var known = anchors.get(page);
    if (known == null) {
      known = anchorsOf(Files.readString(page));
      anchors.put(page, known);
    }
    return known.contains(anchor);
  }

  /** As GitHub makes them of headings. */
  private static List<String> anchorsOf(String text) {
    var found = new ArrayList<String>();
    for (var heading : HEADING.matcher(BLOCK.matcher(text).replaceAll("")).results().toList()) {
      var plain =
          NO_PART_OF_AN_ANCHOR
              .matcher(LINK.matcher(heading.group(1)).replaceAll(""))
              .replaceAll("");
      found.add(plain.toLowerCase(Locale.ROOT).replace(' ', '-'));
    }
    return found;
  }

  private static String withoutCode(Path page) throws IOException {
    return CODE.matcher(Files.readString(page)).replaceAll("");
  }
}
