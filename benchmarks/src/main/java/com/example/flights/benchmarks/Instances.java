package com.example.flights.benchmarks;

import static com.example.flights.benchmarks.Bench.CALLERS;

import dev.contrail.local.Service;
import dev.contrail.servers.Database;
import dev.contrail.servers.TestServers;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** S12: a second instance on the same log, and a database that is further away. */
final class Instances {

  private static final Duration ROUND_TRIP = Duration.ofMillis(1);
  private static final int MANY = 128;

  private Instances() {}

  static void measure(Bench bench) throws IOException {
    System.out.println("Instances");
    var database = bench.database();
    var topic = TestServers.freshTopic("flights");
    try (var link = new DelayedLink(port(database), ROUND_TRIP);
        var one = bench.start(service(database, topic))) {
      bench.warmUp(one, CALLERS);
      second(bench, database, topic, one);
      distant(bench, link, database, topic, one);
    }
  }

  private static void second(Bench bench, Database database, String topic, CommandService one) {
    try (var two = bench.start(service(database, topic))) {
      bench.warmUp(two, CALLERS);
      bench.share(
          "S12",
          "two instances ÷ one, 64 connections in all",
          () -> together(bench, one, two),
          () -> bench.newStreams(one, CALLERS),
          0.9);
    }
  }

  private static void distant(
      Bench bench, DelayedLink link, Database database, String topic, CommandService near) {
    var url = database.jdbcUrl().replace(":" + port(database) + "/", ":" + link.port() + "/");
    try (var far = bench.start(service(database, topic).with("SPRING_DATASOURCE_URL", url))) {
      bench.warmUp(far, MANY);
      bench.share(
          "S12",
          "database 1 ms away ÷ beside it, 128 connections",
          () -> bench.newStreams(far, MANY),
          () -> bench.newStreams(near, MANY),
          0.8);
    }
  }

  private static double together(Bench bench, CommandService one, CommandService two) {
    var other = CompletableFuture.supplyAsync(() -> bench.newStreams(two, CALLERS / 2));
    return bench.newStreams(one, CALLERS / 2) + other.join();
  }

  private static Service service(Database database, String topic) {
    return CommandService.on(database, TestServers.kafkaBootstrapServers(), topic);
  }

  private static int port(Database database) {
    return URI.create(database.jdbcUrl().substring("jdbc:".length())).getPort();
  }
}
