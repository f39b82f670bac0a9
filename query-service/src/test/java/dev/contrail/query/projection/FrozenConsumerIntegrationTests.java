package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.query.projection.InstanceProcess.Death;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * F14: an instance is stopped for longer than its session, so that another one goes on, and then
 * woken. The cure: a batch is applied only where the cursor still stands as its runner left it;
 * without that the woken one folds again what the other one has folded.
 */
@Tag("long")
class FrozenConsumerIntegrationTests {

  private static final int EVENTS = 6_000;
  private static final Duration LONG = Duration.ofMinutes(2);

  private final CounterWorld world = CounterWorld.fresh();
  private final RandomCounters counters = new RandomCounters(world, new Random(14));

  @AfterEach
  void close() {
    world.close();
  }

  private void publish() {
    var from = world.log().events().size();
    for (var i = 0; i < EVENTS; i++) {
      counters.append();
    }
    world.publishAfter(from);
  }

  @Test
  void theWokenOneFoldsNothingAgain() {
    var group = world.topic().topic().name();
    try (var frozen = new ChildInstance(world, Death.NEVER, group)) {
      eventually(() -> assertThat(highest()).as("it has begun").isZero());
      publish();
      eventually(() -> assertThat(highest()).isPositive());
      frozen.freeze();
      try (var other = world.start()) {
        publish();
        await().atMost(LONG).untilAsserted(world::assertEqualsTheFold);
        frozen.thaw();
        publish();
        await().atMost(LONG).untilAsserted(world::assertEqualsTheFold);
        assertThat(other.health()).doesNotContain("stopped", "hole");
      }
      publish();
      await().atMost(LONG).untilAsserted(world::assertEqualsTheFold);
    }
  }

  private long highest() {
    return world
        .database()
        .asSuperuser()
        .sql("select coalesce(max(position), -1) from projection_cursor")
        .query(Long.class)
        .single();
  }
}
