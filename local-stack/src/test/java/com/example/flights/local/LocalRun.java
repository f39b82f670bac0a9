package com.example.flights.local;

import dev.contrail.local.Port;
import dev.contrail.local.StackPorts;
import dev.contrail.servers.Directories;
import dev.contrail.servers.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The supervisor as its user starts it, in a project folder of its own. */
final class LocalRun implements AutoCloseable {
  private static final long LINE_LIMIT_SECONDS = 180;
  private static final String READY = "Ctrl-C stops everything";

  private final Process process;
  private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
  private final List<String> read = new ArrayList<>();
  private List<ProcessHandle> children = List.of();

  private LocalRun(Process process) {
    this.process = process;
    Thread.ofPlatform().daemon().start(() -> process.inputReader().lines().forEach(output::add));
  }

  /** A folder that looks like the project after a build, without data. */
  static Path newProject() throws IOException {
    var folder = Path.of("target", "local-run").toAbsolutePath();
    Directories.delete(folder);
    Files.createDirectories(folder);
    for (var part :
        List.of("command-service", "query-service", "local-identity", "samples", "token")) {
      Files.createSymbolicLink(
          folder.resolve(part), RunningSystem.PROJECT.resolve(part).toRealPath());
    }
    // what a service learns for its start, it learns once for all tests
    var work = Files.createDirectories(folder.resolve(".contrail"));
    Files.createSymbolicLink(
        work.resolve("services"), Files.createDirectories(RunningSystem.SERVICES));
    return folder;
  }

  /** Whether the services have learnt to start quickly, here or in an earlier test. */
  static boolean isTrained() throws IOException {
    try (var services = Files.list(RunningSystem.SERVICES)) {
      return services.allMatch(service -> Files.exists(service.resolve("app.aot")));
    }
  }

  static LocalRun start(Path project, StackPorts ports, String... options) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(FlightsStack.class.getName());
    command.addAll(List.of(options));
    for (var port : Port.values()) {
      command.add(port.option() + "=" + ports.of(port));
    }
    return new LocalRun(
        new ProcessBuilder(command).directory(project.toFile()).redirectErrorStream(true).start());
  }

  /** All that was said until everything runs. */
  String awaitReady() throws InterruptedException {
    var text = awaitLine(READY);
    children = process.descendants().toList();
    return text;
  }

  /** All that was said, up to a line that contains the part. */
  String awaitLine(String part) throws InterruptedException {
    while (true) {
      var line = output.poll(LINE_LIMIT_SECONDS, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("no '" + part + "' in:\n" + said());
      }
      read.add(line);
      if (line.contains(part)) {
        return said();
      }
    }
  }

  /** Kills a child as the system would if memory ran out. */
  static void kill(Path project, String service) throws IOException {
    var file = project.resolve(".contrail").resolve("processes").resolve(service + ".pid");
    var pid = Long.parseLong(Files.readString(file).split(" ")[0]);
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
  }

  /** SIGTERM. */
  void terminate() {
    process.toHandle().destroy();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(LINE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running:\n" + said());
    }
    return process.exitValue();
  }

  /** Children that still live, ports that still answer. */
  List<String> leftBehind(StackPorts ports) {
    var left = new ArrayList<String>();
    children.stream().filter(ProcessHandle::isAlive).forEach(child -> left.add(child.toString()));
    for (var port : Port.values()) {
      if (Ports.isInUse(ports.of(port))) {
        left.add(port.name());
      }
    }
    return left;
  }

  private String said() {
    return String.join("\n", read);
  }

  @Override
  public void close() {
    terminate();
    process.onExit().join();
  }
}
