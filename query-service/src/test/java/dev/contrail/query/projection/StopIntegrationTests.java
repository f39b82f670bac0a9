package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.PARTITIONS;
import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.contrail.events.EventTopic;
import dev.contrail.query.projection.CounterEvent.Totals;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a projection refuses to go on with. */
class StopIntegrationTests {

  private final CounterWorld world = CounterWorld.fresh();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void anEventThatCannotBeAppliedStopsItsPartitionOfThatProjectionOnly() {
    var bad = world.counterOf(0);
    var good = world.counterOf(1);
    world.raise(bad, 1);
    world.raise(bad, Totals.POISON);
    world.raise(bad, 2);
    world.raise(good, 1);
    world.topic().publish(world.log().events());
    try (var instance = world.start()) {
      eventually(() -> assertThat(world.total(good)).isEqualTo(1));
      eventually(() ->
          assertThat(instance.health())
              .contains("DOWN", "position=2", "counter-raised v1", "ArithmeticException"));
      assertThat(world.total(bad)).isEqualTo(1);
      eventually(() -> assertThat(instance.progress.highest("colour_total")).isEqualTo(4));
    }
  }

  @Test
  void aRowThatTheDatabaseRefusesStopsItsPartitionOnly() {
    var bad = world.counterOf(0);
    var good = world.counterOf(1);
    world.raise(good, 1);
    world.raise(bad, 1);
    world.raise(bad, 1_000_000); // breaks a check of the table
    world.raise(bad, 2);
    world.raise(good, 2);
    world.topic().publish(world.log().events());
    try (var instance = world.start()) {
      eventually(() -> assertThat(world.total(good)).isEqualTo(3));
      eventually(() -> assertThat(instance.health()).contains("DOWN", "position=3"));
      assertThat(world.total(bad)).isEqualTo(1);
    }
  }

  @Test
  void aTopicWithAnotherNumberOfPartitionsIsRefused() {
    var configured = new EventTopic(world.topic().topic().name(), PARTITIONS + 1, (short) 1);
    try (var instance = new Instance(world.database(), configured, world.projections())) {
      assertThatIllegalStateException()
          .isThrownBy(instance::started)
          .withMessageContaining("3 partitions")
          .withMessageContaining("says 4");
    }
  }

  @Test
  void tablesMadeForAnotherNumberOfPartitionsAreRefused() {
    world.start().close();
    var configured = new EventTopic("another", PARTITIONS + 1, (short) 1);
    try (var instance = new Instance(world.database(), configured, world.projections())) {
      assertThatIllegalStateException()
          .isThrownBy(instance::started)
          .withMessageContaining("counter_total_g1")
          .withMessageContaining("3 partitions");
    }
  }
}
