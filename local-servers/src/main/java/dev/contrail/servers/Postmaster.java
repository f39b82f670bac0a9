package dev.contrail.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server process of a data directory, as the server itself has written it down there. */
final class Postmaster {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Postmaster() {}

  static Optional<ProcessHandle> of(Path directory) {
    var file = directory.resolve("postmaster.pid");
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var pid = Long.parseLong(Files.readAllLines(file).getFirst().strip());
      return ProcessHandle.of(pid).filter(Postmaster::looksLikeOne);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits for sessions to end, then does not. */
  static void stop(ProcessHandle server) {
    server.destroy();
    if (!ended(server)) {
      server.destroyForcibly();
      ended(server);
    }
  }

  private static boolean ended(ProcessHandle server) {
    try {
      server.onExit().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** After a reboot the number may belong to somebody else. */
  private static boolean looksLikeOne(ProcessHandle process) {
    return process.info().command().map(command -> command.contains("postgres")).orElse(true);
  }
}
