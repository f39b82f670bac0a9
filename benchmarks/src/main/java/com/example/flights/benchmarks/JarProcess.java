package com.example.flights.benchmarks;

import dev.contrail.local.Readiness;
import dev.contrail.local.Service;
import dev.contrail.local.ServiceProcess;
import dev.contrail.local.StackFailure;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;

/** A service from its jar, as it would run in production. */
final class JarProcess {

  private static final Duration READY_LIMIT = Duration.ofSeconds(120);

  private JarProcess() {}

  /** Starts it and returns when it is ready; what it says goes to a file. */
  static ServiceProcess start(Service service, Path project, Path log) {
    var name = service.name();
    var jar = project.resolve(name).resolve("target").resolve(name + ".jar");
    var builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                jar.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(service.settings());
    try {
      var process = new ServiceProcess(service, builder.start());
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::kill));
      awaitReady(process, log);
      return process;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitReady(ServiceProcess process, Path log) {
    try (var http = HttpClient.newHttpClient()) {
      new Readiness(http, READY_LIMIT).await(process);
    } catch (StackFailure e) {
      process.close();
      throw new IllegalStateException(
          "The %s did not start: see %s".formatted(process.service().name(), log), e);
    }
  }
}
