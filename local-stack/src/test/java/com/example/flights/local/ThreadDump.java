package com.example.flights.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What threads of another process do, virtual ones too: for a test that waits in vain. */
final class ThreadDump {

  private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

  private ThreadDump() {}

  /** The threads whose names or calls have one of these words in them. */
  static String of(ProcessHandle process, String... words) {
    var file = Path.of("target", "logs", "threads-" + process.pid() + ".txt").toAbsolutePath();
    try {
      new ProcessBuilder(
              JCMD.toString(),
              Long.toString(process.pid()),
              "Thread.dump_to_file",
              "-overwrite",
              file.toString())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
      return Arrays.stream(Files.readString(file).split("\n\n"))
          .filter(thread -> Stream.of(words).anyMatch(thread::contains))
          .collect(Collectors.joining("\n\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
