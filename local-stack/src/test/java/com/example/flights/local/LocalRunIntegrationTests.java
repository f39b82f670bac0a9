package com.example.flights.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.local.StackPorts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The local run through its user's eyes: first start, what it says to try, stop, second start, a
 * crash.
 */
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.CONCURRENT)
class LocalRunIntegrationTests {

  @Test
  void startsLoadsServesStopsAndStartsAgainOnItsData() throws Exception {
    var project = LocalRun.newProject();
    var ports = StackPorts.free();
    firstRun(project, ports);
    secondRun(project, ports);
  }

  private static void firstRun(Path project, StackPorts ports) throws Exception {
    var before = Instant.now();
    try (var run = LocalRun.start(project, ports)) {
      var said = run.awaitReady();
      Measured.say("first local run, to the welcome", Duration.between(before, Instant.now()));
      assertThat(said).containsPattern("Loaded: 7,\\d{3} commands accepted, 0 refused");
      var answers = tryAsPrinted(project, said);
      assertThat(answers).contains("HTTP/1.1 201", "\"12A\"");
      assertThat(tryAsPrinted(project, said))
          .as("the same once more")
          .contains("HTTP/1.1 201", "\"12A\"");
      if (!LocalRun.isTrained()) {
        run.awaitLine("They start quickly from now on.");
        assertThat(LocalRun.isTrained()).isTrue();
      }

      var stop = Instant.now();
      run.terminate();
      assertThat(run.exitCode()).isEqualTo(143);
      Measured.say("stop", Duration.between(stop, Instant.now()));
      assertThat(run.leftBehind(ports)).isEmpty();
    }
  }

  private static void secondRun(Path project, StackPorts ports) throws Exception {
    var before = Instant.now();
    try (var run = LocalRun.start(project, ports)) {
      var said = run.awaitReady();
      Measured.say("second local run, to the welcome", Duration.between(before, Instant.now()));
      assertThat(said).doesNotContain("Loading").doesNotContain("Learning");
      assertThat(tryAsPrinted(project, said)).contains("\"12A\"");

      LocalRun.kill(project, "query-service");
      run.awaitLine("The query-service ended by itself with exit code 137");
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.leftBehind(ports)).isEmpty();
    }
  }

  /** Runs the printed commands in one shell, as a user would paste them. */
  private static String tryAsPrinted(Path project, String said) throws IOException {
    var script =
        said.lines()
            .filter(line -> line.matches("(curl |TOKEN=|SEEN=).*"))
            .collect(Collectors.joining("\n"));
    assertThat(script.lines()).hasSize(4);
    var shell =
        new ProcessBuilder("bash", "-c", script)
            .directory(project.toFile())
            .redirectErrorStream(true)
            .start();
    return new String(shell.getInputStream().readAllBytes(), UTF_8);
  }
}
