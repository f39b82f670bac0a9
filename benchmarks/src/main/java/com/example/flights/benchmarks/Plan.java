package com.example.flights.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * How long and what to measure.
 *
 * @param load how long one load lasts
 * @param warmUp how long a service is loaded before anything counts
 * @param rounds how often each pair is measured in turn; the median counts
 * @param growth how many events the large log has
 * @param only ids of the goals to measure; empty = all
 */
record Plan(Duration load, Duration warmUp, int rounds, long growth, Set<String> only) {

  private static final Plan DEFAULT =
      new Plan(Duration.ofSeconds(10), Duration.ofSeconds(90), 3, 10_000_000, Set.of());
  private static final Plan QUICK =
      new Plan(Duration.ofSeconds(4), Duration.ofSeconds(8), 1, 200_000, Set.of());

  private static final List<String> IDS =
      List.of("S1", "S2", "S3", "S5", "S6", "S7", "S8", "S9", "S10", "S12");

  static final String USAGE =
      """
      benchmarks/run [--quick] [--seconds=10] [--warm-up=90] [--rounds=3] [--growth=10000000] [S1 S8 …]
      Measures the services against what this machine can do. Without ids: everything.\
      """;

  /**
   * @throws IllegalArgumentException with a line that says what is wrong
   */
  static Plan of(List<String> arguments) {
    var plan = arguments.contains("--quick") ? QUICK : DEFAULT;
    var only = new TreeSet<String>();
    var rest = new ArrayList<>(arguments);
    rest.remove("--quick");
    for (var argument : rest) {
      if (argument.startsWith("--")) {
        plan = plan.with(argument);
      } else {
        only.add(known(argument.toUpperCase(Locale.ROOT)));
      }
    }
    return new Plan(plan.load, plan.warmUp, plan.rounds, plan.growth, only);
  }

  private static String known(String id) {
    if (!IDS.contains(id)) {
      throw new IllegalArgumentException("%s is not one of %s.".formatted(id, IDS));
    }
    return id;
  }

  private Plan with(String option) {
    var parts = option.split("=", 2);
    var number = parts.length == 2 && parts[1].matches("[1-9][0-9]{0,9}") ? parts[1] : null;
    if (number == null) {
      throw new IllegalArgumentException(option + " is no option with a positive number.");
    }
    var value = Long.parseLong(number);
    return switch (parts[0]) {
      case "--seconds" -> new Plan(Duration.ofSeconds(value), warmUp, rounds, growth, only);
      case "--warm-up" -> new Plan(load, Duration.ofSeconds(value), rounds, growth, only);
      case "--rounds" -> new Plan(load, warmUp, Math.toIntExact(value), growth, only);
      case "--growth" -> new Plan(load, warmUp, rounds, value, only);
      default -> throw new IllegalArgumentException(parts[0] + " is not known.");
    };
  }

  boolean wants(String... ids) {
    return only.isEmpty() || Set.of(ids).stream().anyMatch(only::contains);
  }
}
