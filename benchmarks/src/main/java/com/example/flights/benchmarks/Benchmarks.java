package com.example.flights.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Started by {@code benchmarks/run} in the project's folder. */
final class Benchmarks {

  private static final int FAILED = 1;
  private static final int WRONG_OPTION = 2;

  private Benchmarks() {}

  /** The servers' threads would outlive this one: the process ends when it says so. */
  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    if (arguments.contains("--help")) {
      System.out.println(Plan.USAGE);
      return 0;
    }
    try {
      measure(Plan.of(arguments));
      return 0;
    } catch (IllegalArgumentException e) {
      System.err.println("benchmarks | " + e.getMessage() + " --help tells what there is.");
      return WRONG_OPTION;
    } catch (Exception | Error e) {
      e.printStackTrace();
      return FAILED;
    }
  }

  private static void measure(Plan plan) throws IOException {
    var project = Path.of("").toAbsolutePath();
    var folder = project.resolve("benchmarks");
    var logs = Files.createDirectories(folder.resolve("target"));
    var report = new Report();
    var bench = new Bench(plan, project, folder, logs, report);
    try {
      measure(plan, bench);
    } finally {
      report.finish(folder.resolve("results"), plan); // also what there is of a run that broke off
    }
  }

  private static void measure(Plan plan, Bench bench) throws IOException {
    if (plan.wants("S1", "S2")) {
      Commands.measure(bench);
    }
    if (plan.wants("S12")) {
      Instances.measure(bench);
    }
    if (plan.wants("S8", "S10")) {
      Growth.measure(bench);
    }
    if (plan.wants("S10")) {
      ColdLoads.measure(bench);
    }
    if (plan.wants("S3")) {
      Pipeline.measure(bench);
    }
    if (plan.wants("S5")) {
      Visibility.measure(bench);
    }
    if (plan.wants("S6", "S7")) {
      Reading.measure(bench);
    }
    if (plan.wants("S9")) {
      ReadModels.measure(bench);
    }
  }
}
