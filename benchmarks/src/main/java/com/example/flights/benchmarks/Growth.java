package com.example.flights.benchmarks;

import static com.example.flights.benchmarks.Bench.CALLERS;

import dev.contrail.servers.Database;

/** S8 and S10: a log that has become long, drained by the relay and appended to. */
final class Growth {

  /** Events that a relay that is warm publishes once more. */
  private static final long AGAIN = 1_000_000;

  private static final String CURSOR = "select max(position) from outbox";

  private Growth() {}

  static void measure(Bench bench) {
    System.out.printf("A log of %,d events%n", bench.plan().growth());
    var large = bench.database();
    var service = bench.service(large);
    bench.migrate(service);
    Sql.run(large, bench.sql("fill"), 1, bench.plan().growth());
    Sql.run(large, "vacuum analyze event");
    Sql.run(large, "checkpoint");
    try (var old = bench.start(service)) {
      drain(bench, large, old);
      if (bench.plan().wants("S10")) {
        append(bench, old);
      }
    }
  }

  /** The whole log by a service that has just started; that warms it up for some of it, again. */
  private static void drain(Bench bench, Database database, CommandService service) {
    var end = bench.plan().growth();
    System.out.printf("    a service just started: %,.0f events/s%n", drained(database, end));
    var again = Math.max(1, end - AGAIN);
    var medians =
        new Median()
            .of(
                "events/s",
                () -> {
                  service.publishAgain(again);
                  return drained(database, end);
                })
            .rounds(bench.plan().rounds());
    bench
        .report()
        .add(
            Figure.absolute(
                "S8", "relay drains a log", "events/s", medians.of("events/s"), 80_000));
  }

  /** From the first advance of the cursor to the last: without the start of service or sending. */
  private static double drained(Database database, long end) {
    var begin = Sql.number(database, CURSOR);
    awaitCursor(database, begin + 1);
    var from = Sql.number(database, CURSOR);
    var started = System.nanoTime();
    awaitCursor(database, end);
    return (end - from) * 1e9 / (System.nanoTime() - started);
  }

  private static void awaitCursor(Database database, long position) {
    Patience.until("the outbox at " + position, () -> Sql.number(database, CURSOR) >= position);
  }

  private static void append(Bench bench, CommandService old) {
    try (var young = bench.start(bench.service(bench.database()))) {
      bench.warmUp(old, CALLERS);
      bench.warmUp(young, CALLERS);
      bench.share(
          "S10",
          "commands on a log of %,d events ÷ on a new one".formatted(bench.plan().growth()),
          () -> bench.newStreams(old, CALLERS),
          () -> bench.newStreams(young, CALLERS),
          0.9);
    }
  }
}
