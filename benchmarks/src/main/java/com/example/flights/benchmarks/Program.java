package com.example.flights.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Runs a program of the system to its end. */
final class Program {

  private Program() {}

  /**
   * @return what it printed
   * @throws IllegalStateException with what it printed, if it failed
   */
  static String run(List<String> command, Map<String, String> environment) {
    try {
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      var process = builder.start();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var code = process.onExit().join().exitValue();
      if (code != 0) {
        throw new IllegalStateException("%s ended with %d: %s".formatted(command, code, output));
      }
      return output;
    } catch (IOException e) {
      throw new IllegalStateException("%s cannot be run: %s".formatted(command, e.getMessage()), e);
    }
  }
}
