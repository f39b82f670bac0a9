package com.example.flights.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.contrail.local.BatchLoader;
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
import dev.contrail.servers.Database;
import dev.contrail.servers.TestServers;
import dev.contrail.servers.Traces;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both services as real processes from their jars, on databases and a topic of their own. */
final class RunningSystem implements AutoCloseable {
  static final Path PROJECT = Path.of("..");
  private static final Path SERVICES = Path.of("target", "services").toAbsolutePath();
  private static final Duration READY_LIMIT = Duration.ofSeconds(120);
  private static final Duration LOAD_PATIENCE = Duration.ofSeconds(120);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Readiness readiness = new Readiness(http, READY_LIMIT);
  private final LeftOvers leftOvers = new LeftOvers(Path.of("target", "processes"));
  private final Backing backing;
  private final Console console;
  private final PreparedService commands;
  private final PreparedService queries;
  private final PreparedService identity;
  private final ServiceProcess identityProcess;
  private final String token;
  private final String operatorToken;
  private final Path log;
  private ServiceProcess commandProcess;
  private ServiceProcess queryProcess;

  /**
   * What both services work with.
   *
   * @param topic that nobody else uses
   */
  record Backing(Database commands, Database queries, String kafka, String topic) {

    /** On the servers that all tests share. */
    static Backing shared() {
      return new Backing(
          TestServers.freshDatabase("command"),
          TestServers.freshDatabase("query"),
          TestServers.kafkaBootstrapServers(),
          TestServers.freshTopic("flight-events"));
    }
  }

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
    this.token = new DemoTokens(http, issuer).of("agent");
    this.operatorToken = new DemoTokens(http, issuer).of("operator");
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

  /** Of an agent. */
  String token() {
    return token;
  }

  BatchLoader loader() {
    return new BatchLoader(
        http, commands.service().uri().resolve("/api/flights/batch"), token, LOAD_PATIENCE);
  }

  /**
   * @param headers name, value, name, value …
   */
  HttpResponse<String> post(String path, String body, String... headers) {
    var request =
        HttpRequest.newBuilder(commands.service().uri().resolve(path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return exchange(headers.length == 0 ? request.build() : request.headers(headers).build());
  }

  /** A live view; returns once everything there was has been sent. */
  AutoCloseable watch(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(queries.service().uri().resolve(path))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + token)
            .build();
    var lines =
        new BufferedReader(
            new InputStreamReader(http.send(request, BodyHandlers.ofInputStream()).body(), UTF_8));
    for (var line = ""; line != null && !line.equals("event: ready"); ) {
      line = lines.readLine();
    }
    return lines;
  }

  JsonNode query(String path) {
    return query(path, "");
  }

  /** How many events the journal has, and up to which position. */
  JsonNode journal() {
    return query("/api/events/completeness");
  }

  /** Reads as of a write, if its token is given. */
  JsonNode query(String path, String consistency) {
    var request =
        HttpRequest.newBuilder(queries.service().uri().resolve(path))
            .header("Authorization", "Bearer " + token);
    if (!consistency.isEmpty()) {
      request.header("Consistency-Token", consistency);
    }
    var response = exchange(request.build());
    if (response.statusCode() != 200) {
      throw new AssertionError(path + ": " + response.statusCode() + " " + response.body());
    }
    return JsonMapper.shared().readTree(response.body());
  }

  /** Where a text was written down: tables of both databases, topics, what the services said. */
  List<String> tracesOf(String text) {
    var found = new ArrayList<>(Traces.inTables(backing.commands(), text));
    found.addAll(Traces.inTables(backing.queries(), text));
    found.addAll(Traces.inTopics(TestServers.kafkaBootstrapServers(), text));
    try {
      if (Files.readString(log).contains(text)) {
        found.add("the log of the services");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** To the command service, as an operator. */
  HttpResponse<String> operate(String method, String path) {
    return operate(commands.service().uri(), method, path);
  }

  /** To the management port of the command service. */
  HttpResponse<String> operateLog(String method, String path) {
    return operate(commands.service().readiness(), method, path);
  }

  /** To the management port of the query service. */
  HttpResponse<String> operateProjections(String method, String path) {
    return operate(queries.service().readiness(), method, path);
  }

  /** Of the query service, as an operator. */
  HttpResponse<String> operateQueries(String path) {
    return operate(queries.service().uri(), "GET", path);
  }

  private HttpResponse<String> operate(URI service, String method, String path) {
    return exchange(
        HttpRequest.newBuilder(service.resolve(path))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + operatorToken)
            .method(
                method,
                method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody())
            .build());
  }

  /** What the query service says, whatever it is. */
  HttpResponse<String> ask(String path, String accept) {
    return exchange(
        HttpRequest.newBuilder(queries.service().uri().resolve(path))
            .header("Accept", accept)
            .header("Authorization", "Bearer " + token)
            .build());
  }

  /** The lines of a stream as they come. */
  BlockingQueue<String> follow(String path) {
    var lines = new LinkedBlockingQueue<String>();
    var request =
        HttpRequest.newBuilder(queries.service().uri().resolve(path))
            .header("Accept", "text/event-stream")
            .header("Authorization", "Bearer " + token)
            .build();
    Thread.ofVirtual()
        .start(() ->
            http.sendAsync(request, BodyHandlers.ofLines()).join().body().forEach(lines::add));
    return lines;
  }

  /** What only the log itself can say. */
  long askTheLog(String sql) {
    var login = backing.commands().superuser();
    try (var connection =
            DriverManager.getConnection(
                backing.commands().jdbcUrl(), login.user(), login.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Where a browser begins. */
  URI console() {
    return queries.service().uri().resolve("/console/");
  }

  /** Changes what no projection has written, as nobody should. */
  void tamperWithTheReadTables(String sql) {
    var login = backing.queries().superuser();
    try (var connection =
            DriverManager.getConnection(
                backing.queries().jdbcUrl(), login.user(), login.password());
        var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    queryProcess.close();
    commandProcess.close();
    identityProcess.close();
  }
}
