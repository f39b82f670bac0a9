package dev.contrail.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables that say where we stand name tests that exist, and leave no requirement out. */
class SecurityTablesTests {

  private static final Path ROOT = Path.of("..");
  private static final Path ASVS = ROOT.resolve("docs/asvs.md");
  private static final Path SECURITY = ROOT.resolve("docs/security.md");

  private static final Pattern TEST = Pattern.compile("`(\\w+Tests)`");
  private static final Pattern REQUIREMENT =
      Pattern.compile(
          "(?m)^\\| (\\d+\\.\\d+\\.\\d+) \\| ([12]) \\| [^|]+ \\| ([^|]+) \\| [^|]*\\|"
              + " ([^|]*)\\|$");

  /** What a build checks and no test: a file of it. Of what has to be written down, the page. */
  private static final Pattern FILE = Pattern.compile("`([\\w./-]*[./][\\w./-]+)`");

  private static final Pattern COUNT = Pattern.compile("(?m)^\\| ([a-z –]+) \\| (\\d+): ");

  /** Of ASVS 5.0.0. */
  private static final long LEVEL_1 = 70;

  private static final long LEVEL_2 = 183;

  @Test
  void everyRequirementHasARowAndAVerdict() throws IOException {
    var rows = REQUIREMENT.matcher(Files.readString(ASVS)).results().toList();
    assertThat(rows.stream().map(row -> row.group(1))).doesNotHaveDuplicates();
    assertThat(rows.stream().filter(row -> row.group(2).equals("1"))).hasSize((int) LEVEL_1);
    assertThat(rows.stream().filter(row -> row.group(2).equals("2"))).hasSize((int) LEVEL_2);
    assertThat(rows.stream().map(row -> row.group(3)).collect(Collectors.toSet()))
        .isSubsetOf("met", "partly", "not met", "issuer", "–");
  }

  /** Cure: the last column. Not "met" without something that somebody can run, or read. */
  @Test
  void whatIsMetIsShown() throws IOException {
    var shown =
        REQUIREMENT
            .matcher(Files.readString(ASVS))
            .results()
            .filter(row -> row.group(3).equals("met"))
            .toList();
    assertThat(shown).hasSizeGreaterThan(100);
    assertThat(shown)
        .filteredOn(row -> !TEST.matcher(row.group(4)).find())
        .allSatisfy(row ->
            assertThat(FILE.matcher(row.group(4)).results().map(file -> file.group(1)))
                .as(row.group())
                .isNotEmpty()
                .allMatch(file -> Files.isRegularFile(ROOT.resolve(file))));
  }

  @Test
  void theSumsAreRight() throws IOException {
    var page = Files.readString(ASVS);
    var rows =
        REQUIREMENT
            .matcher(page)
            .results()
            .collect(Collectors.groupingBy(row -> row.group(3), Collectors.counting()));
    var said =
        COUNT
            .matcher(page)
            .results()
            .collect(Collectors.toMap(row -> row.group(1), row -> Long.valueOf(row.group(2))));
    assertThat(said).isEqualTo(rows);
  }

  /** Who has taken the example out names tests of his own. */
  @Test
  void everyTestThatIsNamedExists() throws IOException {
    assumeTrue(Files.exists(ROOT.resolve("samples")), "the example is gone");
    for (var table : List.of(ASVS, SECURITY)) {
      var named =
          TEST.matcher(Files.readString(table))
              .results()
              .map((MatchResult match) -> match.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(named).isNotEmpty().isSubsetOf(tests());
    }
  }

  private static Set<String> tests() throws IOException {
    var found = new TreeSet<String>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            var name = String.valueOf(folder.getFileName());
            var skipped = name.equals("target") || name.startsWith(".") && !name.equals("..");
            return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var name = String.valueOf(file.getFileName());
            if (name.endsWith("Tests.java")) {
              found.add(name.substring(0, name.length() - ".java".length()));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }
}
