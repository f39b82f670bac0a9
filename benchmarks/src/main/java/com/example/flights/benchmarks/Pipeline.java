package com.example.flights.benchmarks;

import static com.example.flights.benchmarks.Bench.CALLERS;

import dev.contrail.servers.TestServers;
import java.util.ArrayList;

/** S3: the same commands while a query service folds every event into all read tables. */
final class Pipeline {

  private static final String HEAD = "select coalesce(max(position), 0) from event";
  private static final double DRAINED_SECONDS = 5;

  private Pipeline() {}

  static void measure(Bench bench) {
    System.out.println("The whole pipeline");
    var database = bench.database();
    var topic = TestServers.freshTopic("flights");
    var service = CommandService.on(database, TestServers.kafkaBootstrapServers(), topic);
    try (var alone = bench.start(bench.service(bench.database()));
        var read = bench.start(service);
        var query = QueryService.start(bench, topic)) {
      bench.warmUp(alone, CALLERS);
      bench.warmUp(read, CALLERS);
      query.awaitApplied(Sql.number(database, HEAD));
      var drains = new ArrayList<Double>();
      bench.share(
          "S3",
          "commands, all read tables following ÷ nobody reading, 64 connections",
          () -> {
            var perSecond = bench.newStreams(read, CALLERS);
            var ended = System.nanoTime();
            query.awaitApplied(Sql.number(database, HEAD));
            drains.add((System.nanoTime() - ended) / 1e9);
            return perSecond;
          },
          () -> bench.newStreams(alone, CALLERS),
          0.6);
      drains.sort(null);
      bench
          .report()
          .add(
              Figure.atMost(
                  "S3",
                  "until all read tables have the last of them",
                  "s",
                  drains.get(drains.size() / 2),
                  DRAINED_SECONDS));
    }
  }
}
