package dev.contrail.query.watch;

import dev.contrail.query.fixture.JournalTable;
import dev.contrail.query.fixture.JournalTable.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What many watches cost an event: {@code mvn -pl query-service -am test -Plong
 * -Dtest=WatchMeasurements -Dsurefire.failIfNoSpecifiedTests=false}. Asserts no times.
 */
@Tag("long")
class WatchMeasurements {

  private static final int WATCHES = 10_000;
  private static final int EVENTS = 4_000;

  private static Definition definition(String where) {
    return WatchJson.definition("{\"types\":[\"counter-raised\"],\"where\":[%s]}".formatted(where));
  }

  /** One counter each; some with bounds or words beside it. */
  private static Definition various(int number) {
    var counter = "{\"path\":\"$.counter\",\"equals\":\"c%d\"}".formatted(number % 2_000);
    return definition(
        switch (number % 5) {
          case 0 -> counter + ",{\"path\":\"$.by\",\"atLeast\":%d}".formatted(number % 1_000);
          case 1 -> counter + ",{\"path\":\"$.note\",\"words\":\"fog\"}";
          default -> counter;
        });
  }

  private static Definition bounds(int number) {
    return definition(
        "{\"path\":\"$.by\",\"atLeast\":%d,\"below\":%d}".formatted(number / 10, number / 10 + 1));
  }

  private static Definition everything(int number) {
    return definition("");
  }

  private static Row row(Random random, long position) {
    return Row.of(
        position,
        "counter-raised",
        """
        {"counter":"c%d","by":%d,"note":"fog and snow","at":{"day":"2026-01-01","place":"p%d"}}
        """
            .formatted(random.nextInt(2_000), random.nextInt(1_000), position)
            .strip());
  }

  @Test
  void percolation() {
    percolation("a counter each, bounds or words in some", WatchMeasurements::various, EVENTS);
    percolation("bounds alone, 10 of them match", WatchMeasurements::bounds, 200);
    percolation("all match", WatchMeasurements::everything, 200);
  }

  private static void percolation(String what, IntFunction<Definition> definitions, int events) {
    var random = new Random(1);
    try (var percolator = new Percolator()) {
      var watches = new ArrayList<Watch>();
      for (var i = 0; i < WATCHES; i++) {
        watches.add(RandomWatches.watch(new UUID(0, i), definitions.apply(i), 0));
      }
      var begin = System.nanoTime();
      percolator.put(watches);
      var loaded = System.nanoTime() - begin;
      for (var round = 1; round <= 3; round++) {
        var rows = LongStream.rangeClosed(1, events).mapToObj(i -> row(random, i)).toList();
        begin = System.nanoTime();
        var matches = 0;
        for (var row : rows) {
          var data = WatchJson.data(row.data());
          matches += percolator.match(RandomWatches.event(row), data).size();
        }
        System.out.printf(
            "%,d watches, %s: %.3f ms an event, %.1f matches an event; loaded in %d ms%n",
            WATCHES,
            what,
            (System.nanoTime() - begin) / 1e6 / events,
            (double) matches / events,
            Duration.ofNanos(loaded).toMillis());
      }
    }
  }

  @Test
  void matchingAndKeeping() {
    var random = new Random(1);
    try (var journal = new JournalTable()) {
      var watchers = new Watchers(journal, 10_000);
      for (var i = 0; i < WATCHES; i++) {
        watchers.watches().create("", various(i), null);
      }
      try (var matcher = watchers.matcher()) {
        for (var round = 0; round < 3; round++) {
          var first = round * (long) EVENTS + 1;
          List<Row> rows =
              LongStream.range(first, first + EVENTS).mapToObj(i -> row(random, i)).toList();
          journal.insert(rows);
          var begin = System.nanoTime();
          watchers.drain(matcher);
          System.out.printf(
              "%,d watches, from the journal to kept matches: %.3f ms an event%n",
              WATCHES, (System.nanoTime() - begin) / 1e6 / EVENTS);
        }
      }
    }
  }
}
