package dev.contrail.local;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A service ready to be started quickly: its jar unpacked, so that classes are not read through two
 * layers of zip, and an AOT cache of the classes a start needs (3 seconds instead of 10).
 *
 * @param directory holds the jar, its libraries and the cache
 */
public record PreparedService(Service service, Path directory) {
  private static final String CACHE = "app.aot";

  /** Starts it; whoever calls this stops it. */
  public ServiceProcess start(Console console, LeftOvers leftOvers) throws IOException {
    var options = hasCache() ? List.of("-XX:AOTCache=" + CACHE) : List.<String>of();
    return launch(options, console, leftOvers);
  }

  boolean hasCache() {
    return Files.exists(directory.resolve(CACHE));
  }

  /**
   * Starts it up to the point where it would begin to work, and keeps what the JVM learnt. Needs
   * its database.
   */
  ServiceProcess train(LeftOvers leftOvers) throws IOException {
    var log = new Console(new PrintStream(trainingLog().toFile(), StandardCharsets.UTF_8));
    return launch(
        List.of("-XX:AOTCacheOutput=" + CACHE, "-Dspring.context.exit=onRefresh"), log, leftOvers);
  }

  Path trainingLog() {
    return directory.resolve("training.log");
  }

  private ServiceProcess launch(List<String> options, Console console, LeftOvers leftOvers)
      throws IOException {
    var builder =
        new ProcessBuilder(Java.command(options, jar()))
            .directory(directory.toFile())
            .redirectErrorStream(true);
    builder.environment().putAll(service.settings());
    var process = new ServiceProcess(service, builder.start());
    leftOvers.remember(service.name(), process.handle());
    process.passOn(console);
    return process;
  }

  private Path jar() {
    return directory.resolve(service.name() + ".jar");
  }
}
