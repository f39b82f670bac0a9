package dev.contrail.query.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.fixture.JournalTable.Row;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** An index of watches finds what a plain look at each watch would find. */
class PercolatorTests {

  @Test
  void itFindsWhatALookAtEachWatchFinds() {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var some = new RandomWatches(random);
    var watches = new HashMap<UUID, Watch>();
    var found = 0;
    try (var percolator = new Percolator()) {
      for (var position = 1; position <= 300; position++) {
        change(random, some, watches, percolator);
        var row = some.row(position);
        var expected = new HashSet<UUID>();
        for (var watch : watches.values()) {
          if (watch.since() < position && RandomWatches.matches(watch.definition(), row)) {
            expected.add(watch.id());
          }
        }
        assertThat(matched(percolator, row)).as(row.data()).isEqualTo(expected);
        assertThat(sieved(watches, row)).as(row.data()).isEqualTo(expected);
        found += expected.size();
      }
    }
    assertThat(found).isPositive();
  }

  /** Three come for each that goes. */
  private static void change(
      Random random, RandomWatches some, HashMap<UUID, Watch> watches, Percolator percolator) {
    var id = new UUID(0, random.nextInt(100));
    if (random.nextInt(4) == 0) {
      watches.remove(id);
      percolator.remove(id);
    } else if (!watches.containsKey(id)) {
      var watch = RandomWatches.watch(id, some.definition(), random.nextInt(250));
      watches.put(id, watch);
      percolator.put(List.of(watch));
    }
    assertThat(percolator.size()).isEqualTo(watches.size());
  }

  private static Set<UUID> matched(Percolator percolator, Row row) {
    return percolator.match(RandomWatches.event(row), WatchJson.data(row.data())).stream()
        .map(Watch::id)
        .collect(Collectors.toSet());
  }

  private static Set<UUID> sieved(HashMap<UUID, Watch> watches, Row row) {
    return watches.values().stream()
        .flatMap(watch ->
            new Sieve(watch).match(RandomWatches.event(row), WatchJson.data(row.data())).stream())
        .map(Watch::id)
        .collect(Collectors.toSet());
  }

  @Test
  void aLongTextIsFoundByAllOfIt() {
    var text = "x".repeat(40_000);
    var definition =
        WatchJson.definition(
            "{\"types\":[],\"where\":[{\"path\":\"$.a\",\"equals\":\"%s\"}]}".formatted(text));
    var watch = RandomWatches.watch(new UUID(1, 1), definition, 0);
    try (var percolator = new Percolator()) {
      percolator.put(List.of(watch));
      assertThat(matched(percolator, row(text))).containsExactly(watch.id());
      assertThat(matched(percolator, row(text + "y"))).isEmpty();
    }
  }

  private static Row row(String text) {
    return Row.of(1, "t", "{\"a\":\"" + text + "\"}");
  }
}
