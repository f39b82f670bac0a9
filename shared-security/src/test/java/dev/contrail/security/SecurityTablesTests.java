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
          "(?m)^\\| (\\d+\\.\\d+\\.\\d+) \\| ([12]) \\| [^|]+ \\| ([^|]+) \\| [^|]*\\|");

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
