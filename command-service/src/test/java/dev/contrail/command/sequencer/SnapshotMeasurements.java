package dev.contrail.command.sequencer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.counter.CounterEvent;
import dev.contrail.command.counter.CounterEvent.Counted;
import dev.contrail.command.counter.Counters;
import dev.contrail.command.eventstore.PostgresEventStore;
import dev.contrail.command.eventstore.SnapshotStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import org.junit.jupiter.api.Test;

/**
 * What a cold load costs: {@code mvn -pl command-service -am test -Dtest=SnapshotMeasurements
 * -Dsurefire.failIfNoSpecifiedTests=false}. No test of the build, for it asserts no times.
 */
class SnapshotMeasurements {

  private static final int LONG = 100_000;
  private static final int GROUP = 1_000;
  private static final int ROUNDS = 2_000;

  private final CommandDatabase database = new CommandDatabase();
  private final SequencerMetrics metrics =
      new SequencerMetrics(new SimpleMeterRegistry(), new ArrayBlockingQueue<>(1));

  @Test
  void coldLoads() {
    record("short", 10);
    record("long", LONG);
    record("tail", LONG);
    var config = new HikariConfig();
    config.setDataSource(database.dataSource());
    try (var pool = new HikariDataSource(config)) {
      var cold = load(pool, "long", 1).getFirst();
      load(pool, "tail", 1);
      record("tail", 250);
      var loads =
          Map.of(
              "short",
              new ArrayList<Long>(),
              "long",
              new ArrayList<Long>(),
              "tail",
              new ArrayList<Long>());
      for (var round = 0; round < 4; round++) {
        loads.forEach((id, times) -> {
          times.clear();
          times.addAll(load(pool, id, ROUNDS));
        });
      }
      System.out.printf("without a snapshot, %,d events: %,d µs%n", LONG, cold / 1_000);
      for (var id : List.of("short", "long", "tail")) {
        System.out.printf(
            "%s: p50 %d µs, p90 %d µs%n",
            id,
            percentile(loads.getOrDefault(id, new ArrayList<>()), 50),
            percentile(loads.getOrDefault(id, new ArrayList<>()), 90));
      }
    }
  }

  private List<Long> load(HikariDataSource pool, String id, int rounds) {
    var snapshots = new Snapshots(new SnapshotStore(pool), 100);
    var store = new PostgresEventStore(pool);
    var nanos = new Long[rounds];
    for (var i = 0; i < rounds; i++) {
      var cache = new StateCache(store, snapshots, metrics, 10);
      var started = System.nanoTime();
      cache.load(List.of(Counters.counter(id))).of("counter-" + id);
      nanos[i] = System.nanoTime() - started;
    }
    snapshots.stop();
    return Arrays.asList(nanos);
  }

  private static long percentile(List<Long> nanos, int percent) {
    var sorted = new ArrayList<>(nanos);
    Collections.sort(sorted);
    return sorted.get(sorted.size() * percent / 100) / 1_000;
  }

  private void record(String id, int events) {
    var settings =
        new SequencerSettings(1_000, 64, 1_000, 10_000, java.time.Duration.ofMillis(500), 1 << 30);
    var sequencer = database.sequencer(database.connections()::forAppending, settings);
    for (var left = events; left > 0; left -= GROUP) {
      List<CounterEvent> group =
          Collections.nCopies(Math.min(left, GROUP), new Counted(1, "a note of some length"));
      sequencer.execute(
          Counters.submission(Counters.counter(id), states -> Map.of("counter-" + id, group)));
    }
    sequencer.stop();
  }
}
