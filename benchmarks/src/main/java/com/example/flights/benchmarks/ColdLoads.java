package com.example.flights.benchmarks;

import dev.contrail.servers.Database;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/** S10, second part: a command on a stream that is not in memory, long or short. */
final class ColdLoads {

  private static final int LONG = 100_000;
  private static final int SHORT = 10;
  private static final int COMMANDS = 500;
  private static final int WARM_UP = 3_000;
  private static final String METER = "contrail.streams.cold.load";

  private ColdLoads() {}

  static void measure(Bench bench) {
    System.out.println("Cold loads");
    var database = bench.database();
    var service = bench.service(database).with("CONTRAIL_SEQUENCER_CACHED_STREAMS", "0");
    bench.migrate(service);
    var brief = stream(bench, database, SHORT);
    var endless = stream(bench, database, LONG);
    try (var process = bench.start(service)) {
      load(process, brief, WARM_UP);
      load(process, endless, WARM_UP);
      var medians =
          new Median()
              .of("µs, short stream", () -> load(process, brief, COMMANDS))
              .of("µs, long stream", () -> load(process, endless, COMMANDS))
              .rounds(bench.plan().rounds());
      bench
          .report()
          .add(
              Figure.cost(
                  "S10",
                  "cold load of a stream of %,d events ÷ of %d".formatted(LONG, SHORT),
                  "µs",
                  medians.of("µs, long stream"),
                  medians.of("µs, short stream"),
                  1.5));
    }
  }

  /** A flight with so many events. */
  private static String stream(Bench bench, Database database, int events) {
    var id = UUID.randomUUID().toString();
    Sql.run(database, bench.sql("long-stream"), id, id, id, events);
    return id;
  }

  /** Microseconds for reading the stream, by commands that are refused and leave it as it is. */
  private static double load(CommandService service, String flight, int commands) {
    var before = total(service.meter(METER));
    for (var i = 0; i < commands; i++) {
      service.rescheduleInVain(flight);
    }
    return 1e6 * (total(service.meter(METER)) - before) / commands;
  }

  private static double total(JsonNode meter) {
    return meter.get(1).get("value").asDouble();
  }
}
