package dev.contrail.local;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The Java that runs this program runs the services too: an AOT cache holds for one build of it
 * only.
 */
final class Java {
  /** Small and quick to start; a server in production wants neither. */
  private static final List<String> SMALL =
      List.of(
          "-Xmx256m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED");

  /**
   * A Ctrl-C in a terminal reaches every process: the services leave it to us to stop them, in
   * order.
   */
  private static final List<String> DEAF_TO_THE_TERMINAL =
      List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

  private static final List<String> IDLE = List.of("nice", "-n", "19");

  private Java() {}

  /** A command line that runs a jar. */
  static List<String> command(List<String> options, Path jar) {
    return command(List.of(), options, jar);
  }

  /** The same, leaving the processor to everybody else. */
  static List<String> idleCommand(List<String> options, Path jar) {
    return command(IDLE, options, jar);
  }

  private static List<String> command(List<String> before, List<String> options, Path jar) {
    var command = new ArrayList<String>();
    if (File.separatorChar == '/') {
      command.addAll(DEAF_TO_THE_TERMINAL);
      command.addAll(before);
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SMALL);
    command.addAll(options);
    command.add("-jar");
    command.add(jar.getFileName().toString());
    return command;
  }

  /** What an AOT cache depends on besides the jar. */
  static String build() {
    return System.getProperty("java.vm.version") + SMALL;
  }
}
