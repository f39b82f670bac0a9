package com.example.flights.benchmarks;

import dev.contrail.servers.TestServers;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * S5: from a command's answer until a GET with its token is answered, at 500 commands a second,
 * against a record's way through Kafka alone at the same rate.
 */
final class Visibility {

  private static final int A_SECOND = 500;
  private static final int CALLERS_OF_WARM_UP = 64;
  private static final double GOAL = 2.5;

  private Visibility() {}

  static void measure(Bench bench) {
    System.out.printf("Answer to visible at %d/s%n", A_SECOND);
    var topic = TestServers.freshTopic("flights");
    var service = CommandService.on(bench.database(), TestServers.kafkaBootstrapServers(), topic);
    var ours = new ArrayList<long[]>();
    var kafkas = new ArrayList<long[]>();
    try (var command = bench.start(service);
        var query = QueryService.start(bench, topic);
        var kafka = new KafkaAlone()) {
      System.out.printf("    warming up for %d s%n", bench.plan().warmUp().toSeconds());
      warmUp(bench.plan().warmUp(), () -> visible(command, query));
      OpenLoop.run(A_SECOND, bench.plan().load(), kafka::send);
      for (var round = 0; round < bench.plan().rounds(); round++) {
        kafkas.add(OpenLoop.run(A_SECOND, bench.plan().load(), kafka::send));
        ours.add(visible(command, query, bench.plan().load()));
      }
    }
    for (var percentile : List.of(50, 99)) {
      bench
          .report()
          .add(
              Figure.cost(
                  "S5",
                  "answer to visible ÷ a record through Kafka, p" + percentile,
                  "µs",
                  median("visible", ours, percentile),
                  median("Kafka", kafkas, percentile),
                  GOAL));
    }
  }

  /** As fast as a few callers can: what has just started could not keep up with a rate. */
  private static void warmUp(Duration time, Runnable attempt) {
    var end = System.nanoTime() + time.toNanos();
    var attempts = new LongAdder();
    var callers =
        IntStream.range(0, CALLERS_OF_WARM_UP)
            .mapToObj(_ ->
                CompletableFuture.runAsync(
                    () -> {
                      while (System.nanoTime() < end) {
                        attempt.run();
                        attempts.increment();
                      }
                    },
                    task -> Thread.ofVirtual().start(task)))
            .toList();
    callers.forEach(CompletableFuture::join);
    System.out.printf(
        "    %d callers, %d attempts a second%n",
        CALLERS_OF_WARM_UP, attempts.sum() / time.toSeconds());
  }

  private static long[] visible(CommandService command, QueryService query, Duration time) {
    return OpenLoop.run(A_SECOND, time, () -> visible(command, query));
  }

  /** Says when the command was answered. */
  private static long visible(CommandService command, QueryService query) {
    var scheduled = command.schedule();
    var answered = System.nanoTime();
    query.ask(
        HttpRequest.newBuilder(query.uri(scheduled.location()))
            .header("Consistency-Token", scheduled.token()));
    return answered;
  }

  private static double median(String what, List<long[]> rounds, int percentile) {
    var values =
        rounds.stream().map(times -> times[times.length * percentile / 100]).sorted().toList();
    System.out.printf("    %s, p%d of each round: %s µs%n", what, percentile, values);
    return values.get(values.size() / 2);
  }
}
