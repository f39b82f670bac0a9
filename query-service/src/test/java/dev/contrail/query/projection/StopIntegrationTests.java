package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.PARTITIONS;
import static dev.contrail.query.projection.CounterWorld.eventually;
import static dev.contrail.query.projection.RebuildTable.State.AUDITED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.contrail.events.EventTopic;
import dev.contrail.query.projection.CounterEvent.Colours;
import dev.contrail.query.projection.CounterEvent.Raised;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a projection refuses to go on with. */
@Execution(ExecutionMode.CONCURRENT)
class StopIntegrationTests {

  private final CounterWorld world = CounterWorld.fresh();

  @AfterEach
  void close() {
    world.close();
  }

  /** A cube that cannot take an amount until it is cured. */
  private static final class SickColours extends Colours {

    private volatile boolean cured;

    @Override
    public Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      if (!cured && recorded.event() instanceof Raised raised && raised.by() == 13) {
        throw new ArithmeticException("unlucky");
      }
      return super.evolve(key, row, recorded);
    }
  }

  private void tellOfThirteen() {
    var bad = world.counterOf(0);
    world.raise(bad, 1);
    world.raise(bad, 13);
    world.log().append(bad, new Raised(bad, "blue", 2));
    world.raise(world.counterOf(1), 1);
    world.topic().publish(world.log().events());
  }

  private int colours() {
    return PureFold.stored(world.database().asSuperuser(), new Colours()).size();
  }

  @Test
  void anEventThatACubeCannotTakeStopsItsPartitionUntilItIsTriedAgain() {
    tellOfThirteen();
    var sick = new SickColours();
    try (var instance = world.start(sick)) {
      eventually(() ->
          assertThat(instance.health())
              .contains("DOWN", "position=2", "counter-raised v1", "ArithmeticException"));
      eventually(() -> assertThat(instance.progress.highest("colour_total")).isEqualTo(4));
      eventually(() -> assertThat(instance.progress.highest("counter_total")).isEqualTo(4));
      assertThat(colours()).as("no row of an event behind it").isEqualTo(1);

      sick.cured = true;
      instance.operator.retry("colour_total");

      eventually(world::assertEqualsTheFold);
      eventually(() -> assertThat(instance.health()).contains("UP"));
    }
  }

  @Test
  void anEventThatIsSkippedIsLeftOutOfRebuildsToo() {
    tellOfThirteen();
    try (var instance = world.start(new SickColours())) {
      eventually(() -> assertThat(instance.health()).contains("DOWN", "position=2"));
      instance.operator.skip("colour_total", 2, "nobody can be that unlucky");
      eventually(() -> assertThat(colours()).isEqualTo(2));
      eventually(() -> assertThat(instance.health()).contains("UP"));

      instance.operator.audit("colour_total");
      eventually(() -> assertThat(instance.rebuild("colour_total").state()).isEqualTo(AUDITED));
      assertThat(instance.rebuild("colour_total").difference()).contains("\"examples\":[]");
    }
  }

  @Test
  void whatIsPausedStandsAndGoesOn() {
    var counter = world.counterOf(0);
    try (var one = world.start();
        var other = world.start()) {
      one.operator.pause("counter_total");
      eventually(() -> assertThat(one.health()).contains("state=paused"));
      eventually(() -> assertThat(other.health()).contains("state=paused"));
      world.raise(counter, 1);
      world.topic().publish(world.log().events());
      eventually(() -> assertThat(one.report("counter_total").lagEvents()).isEqualTo(1));
      eventually(() -> assertThat(one.progress.highest("colour_total")).isEqualTo(1));
      assertThat(world.total(counter)).isEqualTo(0);

      other.operator.resume("counter_total");
      eventually(() -> assertThat(world.total(counter)).isEqualTo(1));
      eventually(() -> assertThat(one.report("counter_total").lagEvents()).isEqualTo(0));
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

  /** F18. The cure: the watch stops all consumers; without it they read on, and health is UP. */
  @Test
  void aTopicThatGetsMorePartitionsIsReadNoMore() {
    try (var instance = world.start()) {
      eventually(() -> assertThat(instance.health()).contains("UP"));
      world.topic().grow(PARTITIONS + 1);
      eventually(() ->
          assertThat(instance.health())
              .contains("DOWN", "has 4 partitions", "contrail.topic.partitions says 3"));
      world.raise(world.counterOf(0), 1);
      world.topic().publish(world.log().events());
      assertThat(instance.runners()).isNotEmpty().allMatch(one -> one.status().events() == 0);
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
