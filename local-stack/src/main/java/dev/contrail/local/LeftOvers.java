package dev.contrail.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Processes that outlived a run because it was killed: remembered by number and start, so that the
 * next run can end them.
 */
public final class LeftOvers {
  private final Path directory;

  public LeftOvers(Path directory) {
    this.directory = directory;
  }

  void remember(String name, ProcessHandle process) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve(name + ".pid"), process.pid() + " " + startOf(process));
  }

  /** Ends what is still there. */
  void end(Console console) {
    for (var file : files()) {
      read(file)
          .ifPresent(process -> {
            console.say("Ending %s of an earlier run that was killed …".formatted(nameOf(file)));
            process.destroyForcibly();
            process.onExit().join();
          });
      delete(file);
    }
  }

  private List<Path> files() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".pid")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<ProcessHandle> read(Path file) {
    try {
      var parts = Files.readString(file).strip().split(" ", 2);
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(process -> parts.length == 2 && startOf(process).equals(parts[1]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Numbers of processes are used again; together with the start they are not. */
  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  private static String nameOf(Path file) {
    return file.getFileName().toString().replace(".pid", "");
  }
}
