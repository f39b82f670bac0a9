package com.example.flights.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.contrail.local.Console;
import dev.contrail.local.DemoTokens;
import dev.contrail.local.LeftOvers;
import dev.contrail.local.Parts;
import dev.contrail.local.Preparation;
import dev.contrail.local.PreparedService;
import dev.contrail.local.Readiness;
import dev.contrail.local.Service;
import dev.contrail.local.Service.Surroundings;
import dev.contrail.local.ServiceProcess;
import dev.contrail.local.StackPorts;
import dev.contrail.local.Training;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Both services as real processes from their jars, on databases and a topic of their own. */
final class RunningSystem implements AutoCloseable {
  static final Path PROJECT = Path.of("..");
  static final Path SERVICES = Path.of("target", "services").toAbsolutePath();
  private static final Duration READY_LIMIT = Duration.ofSeconds(120);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Readiness readiness = new Readiness(http, READY_LIMIT);
  private final LeftOvers leftOvers = new LeftOvers(Path.of("target", "processes"));
  private final Backing backing;
  private final Console console;
  private final PreparedService commands;
  private final PreparedService queries;
  private final PreparedService identity;
  private final ServiceProcess identityProcess;
  private final Caller agent;
  private final Caller operator;
  private final Path log;
  private ServiceProcess commandProcess;
  private ServiceProcess queryProcess;

  /**
   * @param settings environment variables of both services
   */
  private RunningSystem(Console console, Path log, Backing backing, Map<String, String> settings) {
    this.console = console;
    this.backing = backing;
    this.log = log;
    var ports = StackPorts.free();
    var issuer = Service.issuer(ports);
    var kafka = backing.kafka();
    var topic = backing.topic();
    var masterKeys = Path.of("target", "keys", topic + ".json").toAbsolutePath();
    var preparation = new Preparation(PROJECT, SERVICES);
    this.commands =
        preparation.prepare(
            with(
                settings,
                Service.command(
                        ports, new Surroundings(backing.commands(), kafka, issuer, masterKeys))
                    .with("CONTRAIL_TOPIC_NAME", topic)));
    this.queries =
        preparation.prepare(
            with(
                settings,
                Service.query(ports, new Surroundings(backing.queries(), kafka, issuer, masterKeys))
                    .with("CONTRAIL_TOPIC_NAME", topic)
                    .with("CONTRAIL_PROJECTION_GROUP_PREFIX", topic)));
    this.identity =
        preparation.prepare(
            Service.identity(ports, Path.of("target", "identity").toAbsolutePath()));
    new Training(console, new Parts(console), leftOvers)
        .train(List.of(commands, queries, identity));
    var before = Instant.now();
    this.identityProcess = start(identity);
    this.commandProcess = start(commands);
    this.queryProcess = start(queries);
    awaitReadiness();
    this.agent = caller("agent");
    this.operator = caller("operator");
    Measured.say("both services ready", Duration.between(before, Instant.now()));
  }

  /**
   * Starts both and returns when both are ready.
   *
   * @param log below target: what the services say
   */
  static RunningSystem start(String log) {
    return start(log, Map.of());
  }

  /**
   * The same with settings.
   *
   * @param settings environment variables of both services
   */
  static RunningSystem start(String log, Map<String, String> settings) {
    return start(log, Backing.shared(), settings);
  }

  static RunningSystem start(String log, Backing backing, Map<String, String> settings) {
    try {
      var file = Files.createDirectories(Path.of("target", "logs")).resolve(log + ".log");
      return new RunningSystem(
          new Console(new PrintStream(file.toFile(), UTF_8)), file, backing, settings);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Service with(Map<String, String> settings, Service service) {
    var all = service;
    for (var setting : settings.entrySet()) {
      all = all.with(setting.getKey(), setting.getValue());
    }
    return all;
  }

  private ServiceProcess start(PreparedService service) {
    try {
      return service.start(console, leftOvers);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Caller caller(String role) {
    return new Caller(http, commands(), queries(), new DemoTokens(http, issuer()).of(role));
  }

  void awaitReadiness() {
    try {
      readiness.await(identityProcess);
      readiness.await(commandProcess);
      readiness.await(queryProcess);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** kill -9 to both. */
  synchronized void kill() {
    commandProcess.kill();
    queryProcess.kill();
  }

  /** Both once more, after they were killed; does not wait for them. */
  synchronized void startAgain() {
    commandProcess = start(commands);
    queryProcess = start(queries);
  }

  /** kill -9, and at once a new one. */
  synchronized void killTheCommandService() {
    commandProcess.kill();
    commandProcess = start(commands);
  }

  /** kill -9, and at once a new one. */
  synchronized void killTheQueryService() {
    queryProcess.kill();
    queryProcess = start(queries);
  }

  /** SIGTERM, and when it has ended a new one. */
  synchronized void restartTheCommandService() {
    commandProcess.close();
    commandProcess = start(commands);
  }

  /** SIGTERM, and when it has ended a new one. */
  synchronized void restartTheQueryService() {
    queryProcess.close();
    queryProcess = start(queries);
  }

  synchronized ProcessHandle commandService() {
    return commandProcess.handle();
  }

  synchronized ProcessHandle queryService() {
    return queryProcess.handle();
  }

  URI commands() {
    return commands.service().uri();
  }

  URI queries() {
    return queries.service().uri();
  }

  URI issuer() {
    return identity.service().uri();
  }

  /** Where health, metrics and what operators do is. */
  URI commandManagement() {
    return commands.service().readiness().resolve("/");
  }

  /** Where health, metrics and what operators do is. */
  URI queryManagement() {
    return queries.service().readiness().resolve("/");
  }

  /** Where a browser begins. */
  URI console() {
    return queries().resolve("/console/");
  }

  Caller agent() {
    return agent;
  }

  Caller operator() {
    return operator;
  }

  Projections projections() {
    return new Projections(operator, queryManagement());
  }

  Backing backing() {
    return backing;
  }

  /** Whole lines that the services have said so far. */
  List<String> said() {
    try {
      var all = Files.readString(log);
      return all.substring(0, all.lastIndexOf('\n') + 1)
          .lines()
          .map(line -> line.replaceFirst("^[a-z]+ +\\| ", ""))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a text was written down: tables of both databases, topics, what the services said. */
  List<String> tracesOf(String text) {
    var found = backing.tracesOf(text);
    try {
      if (Files.readString(log).contains(text)) {
        found.add("the log of the services");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  @Override
  public void close() {
    queryProcess.close();
    commandProcess.close();
    identityProcess.close();
  }
}
