package dev.contrail.benchmarks;

import dev.contrail.events.EventTopic;
import dev.contrail.local.Service;
import dev.contrail.local.StackPorts;
import dev.contrail.servers.Database;
import dev.contrail.servers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** S9: read tables are built anew from the topic, one and all together. */
final class ReadModels {

  private static final int OK = 200;
  private static final int PARTITIONS = 12;
  private static final long MOST_EVENTS = 1_000_000;
  private static final long LOOK_AGAIN_NANOS = 20_000_000;
  private static final List<String> ALL =
      List.of("flight_board", "journal", "passenger_bookings", "route_day", "seat_map");

  private static final String APPLIED =
      """
      select min(applied) from (
        select sum(c.next_offset) as applied
        from projection_generation g
        join projection_cursor c on c.generation = g.projection || '_g' || g.generation
        where g.live
        group by g.projection) as live
      """;

  /** From the call to the comparison, of the one that took longest. */
  private static final String MILLIS =
      """
      select max(extract(epoch from finished_at - requested_at)) * 1000
      from projection_rebuild
      """;

  private static final String OPEN =
      "select count(*) from projection_rebuild where finished_at is null";

  private final Bench bench;
  private final EventTopic topic;
  private final Database database = TestServers.freshDatabase("query");
  private final String kafka = TestServers.kafkaBootstrapServers();
  private final HttpClient http = HttpClient.newHttpClient();

  private ReadModels(Bench bench) {
    this.bench = bench;
    this.topic = new EventTopic(TestServers.freshTopic("flights"), PARTITIONS, (short) 1);
  }

  static void measure(Bench bench) {
    new ReadModels(bench).measure();
  }

  private void measure() {
    var surroundings = new Service.Surroundings(database, kafka, CommandService.ISSUER_URI);
    var service =
        Service.query(StackPorts.free(), surroundings).with("CONTRAIL_TOPIC_NAME", topic.name());
    var log = bench.logs().resolve("query-service.log");
    try (var process = JarProcess.start(service, bench.project(), log)) {
      var events =
          new FlightLog(topic).publish(kafka, Math.min(MOST_EVENTS, bench.plan().growth()));
      System.out.printf("Read tables of %,d events%n", events);
      while (Sql.number(database, APPLIED) < events) {
        LockSupport.parkNanos(LOOK_AGAIN_NANOS);
      }
      var actuator = process.service().readiness().resolve("/actuator/projections/");
      report(process.handle(), actuator, events);
    }
  }

  private void report(ProcessHandle service, URI actuator, long events) {
    var one = new CpuTime("event of flight_board", service, database);
    var all = new CpuTime("event of all", service, database);
    var medians =
        new Median()
            .of("limit", () -> RawFold.measure(kafka, topic, events))
            .of(
                "flight_board",
                () -> one.of(events, () -> rebuild(actuator, ALL.subList(0, 1), events)))
            .of("all", () -> all.of(events, () -> rebuild(actuator, ALL, events)))
            .rounds(bench.plan().rounds());
    System.out.printf("    %s%n    %s%n", one, all);
    var limit = medians.of("limit");
    add(
        "rebuild of flight_board ÷ poll, parse and fold",
        medians.of("flight_board"),
        limit,
        100_000);
    add("rebuild of all read tables at once ÷ the same", medians.of("all"), limit, 25_000);
  }

  /** The goal is an absolute one. */
  private void add(String what, double ours, double limit, double goal) {
    bench.report().add(Figure.share("S9", what, "events/s", ours, limit, goal / limit));
  }

  /** Has tables built and compared, but not read; events a second. */
  private double rebuild(URI actuator, List<String> projections, long events) {
    Sql.run(database, "delete from projection_rebuild");
    projections.forEach(projection -> audit(actuator.resolve(projection + "/audit")));
    while (Sql.number(database, OPEN) > 0) {
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
    return events * 1e3 / Sql.number(database, MILLIS);
  }

  private void audit(URI action) {
    var request =
        HttpRequest.newBuilder(action)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + CommandService.TOKEN)
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != OK) {
        throw new IllegalStateException(action + ": " + answer.body());
      }
    } catch (IOException e) {
      throw new IllegalStateException(action.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
