package com.example.flights.benchmarks;

import static com.example.flights.benchmarks.Bench.CALLERS;

/** S1 and S2: commands over HTTP, on many streams and on one, against the plainest append. */
final class Commands {

  private Commands() {}

  static void measure(Bench bench) {
    System.out.println("Commands");
    var database = bench.database();
    var plain = bench.database();
    Sql.run(plain, bench.sql("append-table"));
    var pgBench = bench.pgBench(plain);
    try (var service = bench.start(bench.service(database))) {
      bench.warmUp(service, CALLERS);
      bench.oneStream(service, CALLERS);
      var groups = groups(service);
      var cpu = new CpuTime("command", service.handle(), database);
      var medians =
          new Median()
              .of("pgbench", () -> pgBench.run("append", CALLERS, bench.plan().load()))
              .of(
                  "new",
                  () -> cpu.of(bench.plan().load(), () -> bench.newStreams(service, CALLERS)))
              .of("one", () -> bench.oneStream(service, CALLERS))
              .rounds(bench.plan().rounds());
      var fresh = medians.of("new");
      bench
          .report()
          .add(
              Figure.share(
                  "S1",
                  "commands, new streams, 64 connections ÷ pgbench, one append",
                  "/s",
                  fresh,
                  medians.of("pgbench"),
                  1));
      bench
          .report()
          .add(
              Figure.share(
                  "S2",
                  "commands, one stream ÷ new streams, 64 connections",
                  "/s",
                  medians.of("one"),
                  fresh,
                  1));
      System.out.println("    " + cpu);
      var later = groups(service);
      System.out.printf(
          "    groups of %.1f commands, %.1f ms a group%n",
          (later[0] - groups[0]) / (later[1] - groups[1]),
          1e3 * (later[2] - groups[2]) / (later[1] - groups[1]));
    }
  }

  /** Commands, groups and seconds so far. */
  private static double[] groups(CommandService service) {
    var size = service.meter("contrail.sequencer.group.size");
    var duration = service.meter("contrail.sequencer.group.duration");
    return new double[] {
      size.get(1).get("value").asDouble(),
      size.get(0).get("value").asDouble(),
      duration.get(1).get("value").asDouble()
    };
  }
}
