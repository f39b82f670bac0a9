package dev.contrail.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The map in docs/how-it-works.md names every package of the machinery. */
class MapTests {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final String SOURCES = "src/main/java/dev/contrail";

  /** Cure: none but the map; a package that is added, or renamed, needs its line. */
  @Test
  void everyPackageOfTheMachineryIsOnTheMap() throws IOException {
    var page = Files.readString(PROJECT.resolve("docs/how-it-works.md"));
    var map = page.substring(page.indexOf("## Where everything is"));
    var packages = packages();
    assertThat(packages).hasSizeGreaterThan(15);
    assertThat(packages).allMatch(name -> isOn(map, name), "is on the map");
  }

  /** By its whole name, or by its last part below another one of the same module. */
  private static boolean isOn(String map, String name) {
    var last = name.substring(name.lastIndexOf('.') + 1);
    return map.matches("(?s).*\\b" + name.replace(".", "\\.") + "\\b.*")
        || map.matches("(?s).*…" + last + "\\b.*");
  }

  private static TreeSet<String> packages() throws IOException {
    var found = new TreeSet<String>();
    try (var modules = Files.list(PROJECT)) {
      for (var module : modules.toList()) {
        var sources = module.resolve(SOURCES);
        if (Files.isDirectory(sources)) {
          try (var files = Files.walk(sources)) {
            files
                .filter(file -> file.endsWith("package-info.java"))
                .map(file -> module.resolve("src/main/java").relativize(file).getParent())
                .forEach(folder -> found.add(folder.toString().replace('/', '.')));
          }
        }
      }
    }
    return found;
  }
}
