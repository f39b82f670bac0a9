package dev.contrail.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A Java program as a process of its own, for faults: it can be killed and frozen. Not for Windows.
 */
public record JavaProcess(Process process) {

  /**
   * How to start a program of this one's class path, small and quick to start.
   *
   * @param megabytes of its heap at most
   */
  public static ProcessBuilder builder(int megabytes, String mainClass, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + megabytes + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            mainClass));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  public static JavaProcess start(ProcessBuilder builder) {
    try {
      return new JavaProcess(builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL; returns when it is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** SIGSTOP: connections stay open and nothing answers. */
  public void freeze() {
    signal("STOP");
  }

  /** SIGCONT: goes on as if no time had passed. */
  public void thaw() {
    signal("CONT");
  }

  /** Hands over what it prints, line by line, on a thread of its own until it ends. */
  public void listen(Consumer<String> listener) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(listener);
          } catch (IOException | UncheckedIOException e) {
            // it was killed
          }
        });
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
