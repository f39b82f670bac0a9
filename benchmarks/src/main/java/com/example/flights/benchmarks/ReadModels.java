package com.example.flights.benchmarks;

import dev.contrail.events.EventTopic;
import dev.contrail.servers.TestServers;
import java.net.http.HttpRequest;
import java.util.List;

/** S9: read tables are built anew from the topic, one and all together. */
final class ReadModels {

  private static final int PARTITIONS = 12;
  private static final long MOST_EVENTS = 1_000_000;
  private static final List<String> ALL =
      List.of("flight_board", "journal", "passenger_bookings", "route_day", "seat_map");

  /** From the call to the comparison, of the one that took longest. */
  private static final String MILLIS =
      """
      select max(extract(epoch from finished_at - requested_at)) * 1000
      from projection_rebuild
      """;

  private static final String OPEN =
      "select count(*) from projection_rebuild where finished_at is null";

  private final Bench bench;
  private final QueryService query;

  private ReadModels(Bench bench, QueryService query) {
    this.bench = bench;
    this.query = query;
  }

  static void measure(Bench bench) {
    var topic = new EventTopic(TestServers.freshTopic("flights"), PARTITIONS, (short) 1);
    try (var query = QueryService.start(bench, topic.name())) {
      var kafka = TestServers.kafkaBootstrapServers();
      var events =
          new FlightLog(topic).publish(kafka, Math.min(MOST_EVENTS, bench.plan().growth()));
      System.out.printf("Read tables of %,d events%n", events);
      query.awaitApplied(events);
      new ReadModels(bench, query).measure(kafka, topic, events);
    }
  }

  private void measure(String kafka, EventTopic topic, long events) {
    var one = new CpuTime("event of flight_board", query.handle(), query.database());
    var all = new CpuTime("event of all", query.handle(), query.database());
    var medians =
        new Median()
            .of("limit", () -> RawFold.measure(kafka, topic, events))
            .of("flight_board", () -> one.of(events, () -> rebuild(ALL.subList(0, 1), events)))
            .of("all", () -> all.of(events, () -> rebuild(ALL, events)))
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
  private double rebuild(List<String> projections, long events) {
    Sql.run(query.database(), "delete from projection_rebuild");
    projections.forEach(projection -> audit("projections/" + projection + "/audit"));
    Patience.until("a rebuild", () -> Sql.number(query.database(), OPEN) == 0);
    return events * 1e3 / Sql.number(query.database(), MILLIS);
  }

  private void audit(String action) {
    query.ask(
        HttpRequest.newBuilder(query.management(action))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}")));
  }
}
