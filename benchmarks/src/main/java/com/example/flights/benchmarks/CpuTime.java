package com.example.flights.benchmarks;

import dev.contrail.servers.Database;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Processor time that commands or events cost, by process: unlike their number a second it hardly
 * depends on what else the machine does.
 */
final class CpuTime {

  private static final String POSTMASTER =
      "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::bigint";

  private final String unit;
  private final ProcessHandle service;
  private final ProcessHandle postmaster;
  private final Map<String, Duration> spent = new LinkedHashMap<>();
  private double counted;

  /**
   * @param unit of what is counted, e.g. {@code command}
   */
  CpuTime(String unit, ProcessHandle service, Database database) {
    this.unit = unit;
    this.service = service;
    this.postmaster = ProcessHandle.of(Sql.number(database, POSTMASTER)).orElseThrow();
  }

  /** So many a second, as the load says; what they cost is added up. */
  double of(Duration time, DoubleSupplier load) {
    var perSecond = costOf(load);
    counted += perSecond * time.toMillis() / 1e3;
    return perSecond;
  }

  /** The same of a load that has so many. */
  double of(long count, DoubleSupplier load) {
    counted += count;
    return costOf(load);
  }

  private double costOf(DoubleSupplier load) {
    var before = now();
    var perSecond = load.getAsDouble();
    now().forEach((name, cpu) -> spent.merge(name, cpu.minus(before.get(name)), Duration::plus));
    return perSecond;
  }

  private Map<String, Duration> now() {
    var times = new LinkedHashMap<String, Duration>();
    times.put("service", sum(Stream.of(service)));
    times.put("PostgreSQL", sum(postmaster.children()));
    times.put("Kafka", sum(Stream.of(ProcessHandle.current())));
    return times;
  }

  private static Duration sum(Stream<ProcessHandle> processes) {
    return processes
        .flatMap(process -> process.info().totalCpuDuration().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public String toString() {
    return spent.entrySet().stream()
        .map(e -> "%s %.0f µs".formatted(e.getKey(), e.getValue().toNanos() / 1e3 / counted))
        .collect(Collectors.joining(", ", "processor time a %s: ".formatted(unit), ""));
  }
}
