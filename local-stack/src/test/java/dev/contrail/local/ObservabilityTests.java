package dev.contrail.local;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.servers.MetricList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Dashboard, alerts and their pages against the metrics and the problems that there are. */
class ObservabilityTests {

  private static final Path PROJECT = Path.of("..");
  private static final Path OPERATIONS = PROJECT.resolve("docs/operations");
  private static final Pattern METRIC = Pattern.compile("\\bcontrail_[a-z_]+");
  private static final Pattern DERIVED = Pattern.compile("_(bucket|sum|count|max)$");
  private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");
  private static final Pattern FIRES = Pattern.compile("\\n +alertname: (\\w+)\\n +exp_alerts:\\n");
  private static final Pattern KEEPS_QUIET =
      Pattern.compile("alertname: (\\w+), exp_alerts: \\[\\]");
  private static final Pattern RUNBOOK =
      Pattern.compile("runbook: docs/operations/alerts.md#(\\w+)");
  private static final Pattern PROBLEM = Pattern.compile("HttpStatus\\.[A-Z_]+,\\s*\"([a-z-]+)\"");

  private final Set<String> metrics =
      MetricList.read(
              OPERATIONS.resolve("metrics.md"), "Both services", "command-service", "query-service")
          .rows()
          .stream()
          .map(MetricList.Row::inPrometheus)
          .collect(toCollection(TreeSet::new));
  private final String alerts = text(PROJECT.resolve("observability/alerts.yml"));
  private final String dashboard = text(PROJECT.resolve("observability/grafana/contrail.json"));

  /** Cure: whoever renames a metric renames it here too, or looks at an empty panel. */
  @Test
  void whatIsAskedForIsMeasured() {
    assertThat(asked(alerts)).hasSizeGreaterThan(10).isSubsetOf(metrics);
    assertThat(asked(dashboard)).isSubsetOf(metrics);
  }

  @Test
  void whatIsMeasuredIsLookedAt() {
    assertThat(asked(dashboard + alerts)).containsAll(metrics);
  }

  @Test
  void theDashboardIsOne() {
    var panels = JsonMapper.shared().readTree(dashboard).get("panels");
    assertThat(panels).hasSizeGreaterThan(20);
    for (var panel : panels) {
      if (panel.get("type").asString().equals("timeseries")) {
        assertThat(panel.get("targets")).as(panel.get("title").asString()).isNotEmpty();
        for (var target : panel.get("targets")) {
          assertThat(target.get("expr").asString()).matches(ObservabilityTests::isBalanced);
        }
      }
    }
  }

  @Test
  void everyAlertHasItsSection() {
    var named = found(ALERT, alerts);
    assertThat(named).hasSizeGreaterThan(15);
    assertThat(sections("alerts.md")).isEqualTo(named);
    assertThat(found(RUNBOOK, alerts)).isEqualTo(lowerCase(named));
    assertThat(named)
        .allSatisfy(alert ->
            assertThat(section("alerts.md", alert))
                .contains("**Means.**", "**Look at.**", "**Do.**"));
  }

  /** What promtool is asked to try. */
  @Test
  void everyAlertIsTriedBothWays() {
    var tests = text(PROJECT.resolve("observability/alerts-test.yml"));
    assertThat(found(FIRES, tests)).isEqualTo(found(ALERT, alerts));
    assertThat(found(KEEPS_QUIET, tests)).isEqualTo(found(ALERT, alerts));
  }

  /** Cure: none but the page; a new problem needs its section. */
  @Test
  void everyProblemTypeHasItsSection() {
    var ours = problemsIn("/dev/contrail/");
    assertThat(ours).hasSizeGreaterThan(20);
    var known = problemsIn("/");
    known.addAll(described()); // some are made of what HTTP calls a status
    assertThat(sections("problems.md")).containsAll(ours).isSubsetOf(known);
    assertThat(ours)
        .allSatisfy(problem ->
            assertThat(section("problems.md", problem)).contains("**Look at.**", "**Do.**"));
  }

  private static Set<String> problemsIn(String folder) {
    var problems = new TreeSet<String>();
    sources()
        .filter(source -> source.toString().contains(folder))
        .forEach(source -> problems.addAll(found(PROBLEM, text(source))));
    return problems;
  }

  private static Set<String> described() {
    var problems = new TreeSet<String>();
    for (var side : new String[] {"command", "query"}) {
      var api = text(PROJECT.resolve("docs/api/%s-service.openapi.yaml".formatted(side)));
      problems.addAll(found(Pattern.compile("urn:contrail:problem:([a-z-]+)"), api));
    }
    return problems;
  }

  private static Set<String> asked(String queries) {
    return found(METRIC, queries).stream()
        .map(name -> name.contains("_total") ? name : DERIVED.matcher(name).replaceAll(""))
        .collect(toCollection(TreeSet::new));
  }

  private static boolean isBalanced(String query) {
    return Stream.of("()", "{}", "[]")
        .allMatch(pair ->
            query.chars().filter(c -> c == pair.charAt(0)).count()
                == query.chars().filter(c -> c == pair.charAt(1)).count());
  }

  private static Set<String> lowerCase(Set<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(java.util.Locale.ROOT))
        .collect(toCollection(TreeSet::new));
  }

  private static Set<String> sections(String page) {
    return found(Pattern.compile("(?m)^## (\\S+)$"), text(OPERATIONS.resolve(page)));
  }

  private static String section(String page, String heading) {
    var text = text(OPERATIONS.resolve(page));
    var begin = text.indexOf("\n## " + heading + "\n");
    var end = text.indexOf("\n## ", begin + 1);
    return text.substring(begin, end < 0 ? text.length() : end);
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> match.groupCount() == 0 ? match.group() : match.group(1))
        .collect(toCollection(TreeSet::new));
  }

  private static Stream<Path> sources() {
    try (var files = Files.walk(PROJECT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/main/java/"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
