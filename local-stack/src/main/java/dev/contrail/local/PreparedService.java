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

  /** Under another name first: training that is stopped leaves nothing that looks complete. */
  private static final String UNFINISHED = "app.aot.unfinished";

  /** Starts it; whoever calls this stops it. */
  public ServiceProcess start(Console console, LeftOvers leftOvers) throws IOException {
    var options = hasCache() ? List.of("-XX:AOTCache=" + CACHE) : List.<String>of();
    return launch(service.name(), Java.command(options, jar()), console, leftOvers);
  }

  boolean hasCache() {
    return Files.exists(directory.resolve(CACHE));
  }

  /**
   * Starts it up to the point where it would begin to work, while nothing else wants the processor.
   * Needs its database.
   */
  ServiceProcess train(LeftOvers leftOvers) throws IOException {
    var log = new Console(new PrintStream(trainingLog().toFile(), StandardCharsets.UTF_8));
    var options = List.of("-XX:AOTCacheOutput=" + UNFINISHED, "-Dspring.context.exit=onRefresh");
    return launch(service.name() + "-training", Java.idleCommand(options, jar()), log, leftOvers);
  }

  /** For all starts to come; false if it has learnt nothing. */
  boolean keepWhatItLearnt() {
    try {
      Files.move(directory.resolve(UNFINISHED), directory.resolve(CACHE));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  Path trainingLog() {
    return directory.resolve("training.log");
  }

  private ServiceProcess launch(
      String name, List<String> command, Console console, LeftOvers leftOvers) throws IOException {
    var builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(service.settings());
    var process = new ServiceProcess(service, builder.start());
    leftOvers.remember(name, process.handle());
    process.passOn(console);
    return process;
  }

  private Path jar() {
    return directory.resolve(service.name() + ".jar");
  }
}
