package com.example.flights.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;

/** Measures several things in turn, so that a slow moment of the machine hits all of them. */
final class Median {

  private final Map<String, DoubleSupplier> candidates = new LinkedHashMap<>();

  Median of(String name, DoubleSupplier measurement) {
    candidates.put(name, measurement);
    return this;
  }

  /** The median of each. */
  record Medians(Map<String, Double> byName) {

    double of(String name) {
      return Objects.requireNonNull(byName.get(name), name);
    }
  }

  Medians rounds(int rounds) {
    var measured = new LinkedHashMap<String, List<Double>>();
    for (var round = 0; round < rounds; round++) {
      candidates.forEach((name, measurement) -> {
        var value = measurement.getAsDouble();
        System.out.printf("    %s: %,.0f%n", name, value);
        measured.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      });
    }
    var medians = new LinkedHashMap<String, Double>();
    measured.forEach((name, values) ->
        medians.put(name, values.stream().sorted().toList().get(values.size() / 2)));
    return new Medians(medians);
  }
}
