package dev.contrail.local;

import dev.contrail.servers.LocalPostgres;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The local run, from the first check until something ends it. */
public final class LocalStack {
  private static final Duration READY_LIMIT = Duration.ofMinutes(3);

  private final Options options;
  private final Workspace workspace;
  private final Example example;
  private final Console console;
  private final Parts parts;
  private final LeftOvers leftOvers;
  private final HttpClient http = HttpClient.newHttpClient();

  /** Held as long as this lives. */
  private @Nullable FileLock lock;

  private LocalStack(Options options, Path project, Example example, Console console) {
    this.options = options;
    this.workspace = new Workspace(project);
    this.example = example;
    this.console = console;
    this.parts = new Parts(console);
    this.leftOvers = new LeftOvers(workspace.processes());
  }

  /**
   * Runs until something ends; Ctrl-C and SIGTERM end the JVM from within.
   *
   * @param project the folder with the built services; data goes to {@code .contrail} in it
   * @return the exit code
   */
  public static int run(List<String> arguments, Path project, Example example) {
    var console = new Console(System.out);
    try {
      var options = Options.of(arguments, System.getenv());
      if (options.help()) {
        System.out.print(Options.usage());
        return 0;
      }
      new LocalStack(options, project.toAbsolutePath(), example, console).run();
    } catch (StackFailure failure) {
      console.say(failure.line());
    } catch (IOException e) {
      console.say("The local run failed: " + e);
    }
    return 1;
  }

  private void run() throws IOException {
    parts.stopWithTheJvm();
    try {
      clearTheGround();
      var watch = new StopWatch();
      var servers = LocalServers.start(workspace, options.ports(), parts);
      console.say("PostgreSQL and Kafka are up (%s).".formatted(watch));
      var prepared = prepare(servers);
      var services = start(prepared);
      var commands = services.getFirst().service();
      var tokens = new DemoTokens(http, Service.issuer(options.ports()));
      new Samples(workspace, example, http, console).load(commands, tokens, options);
      welcome(services);
      trainBesides(prepared);
      throw new StackFailure(firstEnd(servers, services));
    } catch (StackFailure failure) {
      if (!parts.isStopping()) {
        throw failure;
      }
    }
  }

  private void clearTheGround() throws IOException {
    lock = workspace.lock();
    leftOvers.end(console);
    leftOvers.remember("run", ProcessHandle.current()); // for ./dev stop
    if (LocalPostgres.stopLeftOver(workspace.postgres())) {
      console.say("Stopped PostgreSQL of an earlier run that was killed.");
    }
    options.ports().requireFree();
    if (options.fresh()) {
      workspace.deleteData();
    }
  }

  private List<PreparedService> prepare(LocalServers servers) {
    var preparation = new Preparation(workspace.project(), workspace.services());
    var ports = options.ports();
    return Stream.of(
            Service.command(ports, surroundings(servers, "command")),
            Service.query(ports, surroundings(servers, "query")),
            Service.identity(ports, workspace.identity()))
        .map(preparation::prepare)
        .toList();
  }

  private List<ServiceProcess> start(List<PreparedService> services) {
    var watch = new StopWatch();
    var processes = services.stream().map(this::start).toList();
    var readiness = new Readiness(http, READY_LIMIT);
    processes.forEach(readiness::await);
    console.say("The services are ready (%s).".formatted(watch));
    return processes;
  }

  /** After the welcome: whoever starts this for the first time wants to see it soon. */
  private void trainBesides(List<PreparedService> services) {
    var training = new Training(console, parts, leftOvers);
    Thread.ofPlatform()
        .daemon()
        .name("training")
        .start(() -> {
          try {
            training.train(services);
          } catch (StackFailure e) {
            // all is being stopped
          }
        });
  }

  private Service.Surroundings surroundings(LocalServers servers, String side) {
    return new Service.Surroundings(
        servers.database(side),
        servers.kafka().bootstrapServers(),
        Service.issuer(options.ports()),
        workspace.masterKeys());
  }

  private ServiceProcess start(PreparedService service) {
    return parts.start("the " + service.service().name(), () -> service.start(console, leftOvers));
  }

  private void welcome(List<ServiceProcess> services) {
    console.show(
        example
            .welcome()
            .apply(
                new Example.Addresses(
                    services.get(0).service().uri(),
                    services.get(1).service().uri(),
                    services.get(2).service().uri())));
    console.say("Ctrl-C stops everything; the data stays in .contrail/data (--fresh begins anew).");
  }

  /** Waits until one of the processes ends, and says which. */
  private static String firstEnd(LocalServers servers, List<ServiceProcess> services) {
    var end = new CompletableFuture<String>();
    for (var service : services) {
      service
          .ended()
          .thenAccept(code ->
              end.complete(
                  "The %s ended by itself with exit code %d: its lines above may say why. Stopping the rest."
                      .formatted(service.service().name(), code)));
    }
    servers
        .postgres()
        .process()
        .onExit()
        .thenRun(() -> end.complete("PostgreSQL ended by itself. Stopping the rest."));
    return end.join();
  }
}
