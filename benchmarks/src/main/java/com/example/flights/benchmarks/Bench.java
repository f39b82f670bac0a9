package com.example.flights.benchmarks;

import dev.contrail.local.Service;
import dev.contrail.servers.Database;
import dev.contrail.servers.TestServers;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * What every measurement works with: an embedded PostgreSQL (fsync on) and Kafka, and the tools.
 *
 * @param scripts the folder with the loads and the SQL
 * @param logs gets what the services say
 */
record Bench(Plan plan, Path project, Path scripts, Path logs, Report report) {

  static final int CALLERS = 64;

  Database database() {
    return TestServers.freshDatabase("command");
  }

  Service service(Database database) {
    return CommandService.on(
        database, TestServers.kafkaBootstrapServers(), TestServers.freshTopic("flights"));
  }

  CommandService start(Service service) {
    return CommandService.start(service, project, logs.resolve("command-service.log"));
  }

  /** Creates the tables by the service's own migrations. */
  void migrate(Service service) {
    start(service).close();
  }

  Path sql(String name) {
    return scripts.resolve("sql").resolve(name + ".sql");
  }

  PgBench pgBench(Database database) {
    return new PgBench(scripts.resolve("sql"), database);
  }

  private Wrk wrk() {
    return new Wrk(scripts.resolve("wrk"));
  }

  /** Commands a second on streams of their own. */
  double newStreams(CommandService service, int connections) {
    return newStreams(service, connections, plan.load());
  }

  private double newStreams(CommandService service, int connections, Duration time) {
    return wrk().run("new-streams", service.uri(), connections, time, Map.of()).perSecond();
  }

  /** Commands a second on one stream. */
  double oneStream(CommandService service, int connections) {
    var flight = Map.of("FLIGHT", service.newFlight());
    return wrk().run("one-stream", service.uri(), connections, plan.load(), flight).perSecond();
  }

  /** Commands a second here and there, in turn, as a figure of the report. */
  void share(String id, String what, DoubleSupplier ours, DoubleSupplier limit, double goal) {
    var medians = new Median().of("limit", limit).of("ours", ours).rounds(plan.rounds());
    report.add(Figure.share(id, what, "/s", medians.of("ours"), medians.of("limit"), goal));
  }

  /** Answers a second of one address. */
  double read(URI target, int connections, long seconds, Map<String, String> what) {
    return wrk().run("read", target, connections, Duration.ofSeconds(seconds), what).perSecond();
  }

  void warmUp(CommandService service, int connections) {
    System.out.printf("    warming up for %d s%n", plan.warmUp().toSeconds());
    newStreams(service, connections, plan.warmUp());
  }
}
