package dev.contrail.servers;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The metrics that docs/operations/metrics.md lists: a section for each service and one for both, a
 * row for each metric of ours.
 */
public final class MetricList {

  private static final String OURS = "contrail.";
  private static final Pattern NAME = Pattern.compile("[a-z]+(\\.[a-z]+)+");
  private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-|[0-9]{4}");
  private static final Set<String> NO_BASE_UNITS = Set.of("ms", "milliseconds", "minutes", "kb");

  private final Map<String, Row> rows;

  /**
   * @param name as Micrometer has it
   * @param inPrometheus without what Prometheus adds for a bucket, a sum, a count
   */
  public record Row(
      String name, String inPrometheus, String kind, String unit, String tags, String meaning) {

    static Row of(String line) {
      var cells = List.of(line.split("\\|", -1));
      return new Row(
          cell(cells, 1),
          cell(cells, 2),
          cell(cells, 3),
          cell(cells, 4),
          cell(cells, 5),
          cell(cells, 6));
    }

    private static String cell(List<String> cells, int number) {
      return cells.get(number).strip().replace("`", "");
    }
  }

  private MetricList(Map<String, Row> rows) {
    this.rows = rows;
  }

  /**
   * @param sections headings whose rows are wanted
   */
  public static MetricList read(Path file, String... sections) {
    try {
      var rows = new LinkedHashMap<String, Row>();
      var wanted = false;
      for (var line : Files.readAllLines(file)) {
        if (line.startsWith("## ")) {
          wanted = List.of(sections).contains(line.substring(3));
        } else if (wanted && line.startsWith("| `")) {
          var row = Row.of(line);
          rows.put(row.name(), row);
        }
      }
      return new MetricList(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<Row> rows() {
    return List.copyOf(rows.values());
  }

  /** What a service has otherwise than it is listed, or has not, or has without being listed. */
  public List<String> wrong(MeterRegistry registry) {
    var wrong = new ArrayList<String>();
    var missing = new TreeSet<>(rows.keySet());
    for (var meter : registry.getMeters()) {
      var id = meter.getId();
      if (id.getName().startsWith(OURS)) {
        missing.remove(id.getName());
        checkForm(id, wrong);
        var row = rows.get(id.getName());
        if (row == null) {
          wrong.add(id.getName() + " is not listed");
        } else if (!row.equals(rowOf(id, row.inPrometheus()))) {
          wrong.add("%s, but listed is %s".formatted(rowOf(id, row.inPrometheus()), row));
        }
      }
    }
    missing.forEach(name -> wrong.add(name + " is listed, and is not there"));
    return wrong;
  }

  private static void checkForm(Meter.Id id, List<String> wrong) {
    if (!NAME.matcher(id.getName()).matches()) {
      wrong.add(id.getName() + " is no name of small letters and dots");
    }
    if (NO_BASE_UNITS.contains(Objects.requireNonNullElse(id.getBaseUnit(), ""))) {
      wrong.add("%s is in %s".formatted(id.getName(), id.getBaseUnit()));
    }
    for (var tag : id.getTags()) {
      if (ID.matcher(tag.getValue()).find()) {
        wrong.add("%s has an id as its tag: %s".formatted(id.getName(), tag));
      }
    }
  }

  private static Row rowOf(Meter.Id id, String inPrometheus) {
    var kind =
        switch (id.getType()) {
          case TIMER -> "timer";
          case DISTRIBUTION_SUMMARY -> "summary";
          case COUNTER -> "counter";
          case GAUGE -> "gauge";
          case LONG_TASK_TIMER, OTHER -> id.getType().name();
        };
    return new Row(
        id.getName(),
        inPrometheus,
        kind,
        Objects.requireNonNullElse(id.getBaseUnit(), ""),
        id.getTags().stream().map(Tag::getKey).sorted().collect(Collectors.joining(", ")),
        Objects.requireNonNullElse(id.getDescription(), ""));
  }

  /** What is listed and cannot be found in what Prometheus was answered. */
  public List<String> notScraped(String answer) {
    return rows.values().stream()
        .map(Row::inPrometheus)
        .filter(name -> !answer.contains("# TYPE " + name + " "))
        .toList();
  }
}
