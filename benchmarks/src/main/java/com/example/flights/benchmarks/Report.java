package com.example.flights.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The figures as a table, a chart and JSON. */
final class Report {

  private static final int BAR = 40;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final List<Figure> figures = new ArrayList<>();

  void add(Figure figure) {
    figures.add(figure);
    System.out.println("  " + line(figure));
  }

  private static String line(Figure figure) {
    var sign = figure.lessIsBetter() ? "≤" : "≥";
    return figure.against() == 0
        ? String.format(
            Locale.ROOT,
            "%-4s %-62s %,12.1f %-9s   goal %s %,.0f",
            figure.id(),
            figure.what(),
            figure.measured(),
            figure.unit(),
            sign,
            figure.goal())
        : String.format(
            Locale.ROOT,
            "%-4s %-62s %,12.0f ÷ %,8.0f %-9s = %5.2f   goal %s %.2f",
            figure.id(),
            figure.what(),
            figure.measured(),
            figure.against(),
            figure.unit(),
            figure.ratio(),
            sign,
            figure.goal());
  }

  /**
   * Prints everything and keeps it.
   *
   * @param directory gets one file a run
   */
  void finish(Path directory, Plan plan) throws IOException {
    System.out.println("\nFigures");
    figures.forEach(figure -> System.out.println("  " + line(figure)));
    System.out.println("\nOf the goal (│ = reached)");
    for (var figure : figures) {
      var length = (int) Math.round(Math.min(2, figure.ofGoal()) * BAR / 2);
      var bar = new StringBuilder("█".repeat(length)).append(" ".repeat(BAR - length));
      if (length <= BAR / 2) {
        bar.setCharAt(BAR / 2, '│');
      }
      System.out.printf(Locale.ROOT, "  %-4s %s %.2f%n", figure.id(), bar, figure.ofGoal());
    }
    Files.createDirectories(directory);
    var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    var file = directory.resolve(now.toString().replace(":", "") + ".json");
    var content = new LinkedHashMap<String, Object>();
    content.put("time", now.toString());
    content.put("processors", Runtime.getRuntime().availableProcessors());
    content.put("java", System.getProperty("java.vm.version"));
    content.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    content.put("plan", plan);
    content.put("figures", figures);
    Files.writeString(file, JSON.writeValueAsString(content) + "\n");
    System.out.println("\nKept in " + file);
  }
}
