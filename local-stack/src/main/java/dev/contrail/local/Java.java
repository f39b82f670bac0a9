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

  private Java() {}

  /** A command line that runs a jar. */
  static List<String> command(List<String> options, Path jar) {
    var command = new ArrayList<String>();
    if (File.separatorChar == '/') {
      command.addAll(DEAF_TO_THE_TERMINAL);
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
