package com.example.flights.benchmarks;

import dev.contrail.servers.TestServers;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.regex.Pattern;

/** S6 and S7: single flights from the cache, and pages of a search in a million flights. */
final class Reading {

  private static final int CONNECTIONS = 32;
  private static final long FLIGHTS = 1_000_000;
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>; *rel=\"?next");

  private final Bench bench;
  private final QueryService query;

  private Reading(Bench bench, QueryService query) {
    this.bench = bench;
    this.query = query;
  }

  static void measure(Bench bench) {
    var topic = TestServers.freshTopic("flights");
    var service = CommandService.on(bench.database(), TestServers.kafkaBootstrapServers(), topic);
    try (var command = bench.start(service);
        var query = QueryService.start(bench, topic)) {
      var flight = command.schedule();
      query.awaitApplied(1);
      var reading = new Reading(bench, query);
      if (bench.plan().wants("S6")) {
        reading.single(query.uri(flight.location()));
      }
      if (bench.plan().wants("S7")) {
        reading.pages();
      }
    }
  }

  private void single(URI flight) {
    System.out.println("A flight");
    var etag = query.ask(HttpRequest.newBuilder(flight)).headers().firstValue("ETag");
    var constant = query.management("info");
    get(flight, "", bench.plan().warmUp().toSeconds());
    get(constant, "", bench.plan().warmUp().toSeconds());
    var medians =
        new Median()
            .of("constant answer", () -> get(constant, ""))
            .of("flight", () -> get(flight, ""))
            .of("304", () -> get(flight, etag.orElseThrow()))
            .rounds(bench.plan().rounds());
    var limit = medians.of("constant answer");
    add("S6", "GET by id ÷ an endpoint with a constant answer", medians.of("flight"), limit, 0.85);
    add("S6", "304 ÷ the same", medians.of("304"), limit, 1);
  }

  private void pages() {
    System.out.printf("Pages of %,d flights%n", FLIGHTS);
    Sql.run(query.database(), bench.sql("fill-board"), FLIGHTS);
    Sql.run(query.database(), "vacuum analyze projection.flight_board_g1");
    var first = query.uri("/api/flights?origin=LAX&limit=50");
    var middle = query.uri("/api/flights?origin=LAX&limit=50&from=2001-06-01T00:00");
    var deep = next(middle);
    var pgBench = bench.pgBench(query.database());
    get(deep, "", bench.plan().warmUp().toSeconds());
    var medians =
        new Median()
            .of("pgbench", () -> pgBench.run("board-page", CONNECTIONS, bench.plan().load()))
            .of("first page", () -> get(first, ""))
            .of("a page far behind", () -> get(deep, ""))
            .rounds(bench.plan().rounds());
    add(
        "S7",
        "a page of 50, far behind ÷ the same SQL by pgbench",
        medians.of("a page far behind"),
        medians.of("pgbench"),
        0.5);
    add(
        "S7",
        "a page far behind ÷ the first",
        medians.of("a page far behind"),
        medians.of("first page"),
        0.9);
  }

  private URI next(URI page) {
    var link = query.ask(HttpRequest.newBuilder(page)).headers().firstValue("Link");
    var next = NEXT.matcher(link.orElseThrow());
    if (!next.find()) {
      throw new IllegalStateException("no next page: " + link);
    }
    return page.resolve(next.group(1));
  }

  private void add(String id, String what, double ours, double limit, double goal) {
    bench.report().add(Figure.share(id, what, "/s", ours, limit, goal));
  }

  private double get(URI target, String etag) {
    return get(target, etag, bench.plan().load().toSeconds());
  }

  private double get(URI target, String etag, long seconds) {
    var environment = Map.of("TARGET", target.getRawPath() + query(target), "ETAG", etag);
    return bench.read(target, CONNECTIONS, seconds, environment);
  }

  private static String query(URI target) {
    return target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
  }
}
