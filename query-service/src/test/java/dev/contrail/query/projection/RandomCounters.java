package dev.contrail.query.projection;

import dev.contrail.query.projection.CounterEvent.Cleared;
import dev.contrail.query.projection.CounterEvent.Raised;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Raises and clears forty counters at random, each with what it stands at. */
final class RandomCounters {

  private final CounterWorld world;
  private final Random random;
  private final Map<String, Long> totals = new HashMap<>();

  RandomCounters(CounterWorld world, Random random) {
    this.world = world;
    this.random = random;
  }

  void append() {
    var counter = "counter-" + random.nextInt(40);
    var colour = List.of("red", "green", "blue").get(counter.length() % 3);
    if (random.nextInt(10) == 0) {
      world.log().append(counter, new Cleared(counter, colour, totals.getOrDefault(counter, 0L)));
      totals.remove(counter);
    } else {
      var by = random.nextInt(100);
      world.log().append(counter, new Raised(counter, colour, by));
      totals.merge(counter, (long) by, Long::sum);
    }
  }
}
