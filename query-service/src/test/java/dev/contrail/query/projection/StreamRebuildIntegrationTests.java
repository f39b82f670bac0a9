package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.contrail.query.projection.CounterEvent.Cleared;
import dev.contrail.query.projection.CounterEvent.Raised;
import dev.contrail.query.projection.CounterEvent.Totals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One stream is folded anew while the others go on. */
@Execution(ExecutionMode.CONCURRENT)
class StreamRebuildIntegrationTests {

  private final CounterWorld world = CounterWorld.fresh();
  private final String bad = world.counterOf(0);
  private final String good = world.counterOf(1);

  @AfterEach
  void close() {
    world.close();
  }

  /** Fails for one counter until it is cured. */
  private static final class SickTotals extends Totals {

    private final String sick;
    private volatile boolean cured;

    SickTotals(String sick) {
      this.sick = sick;
    }

    @Override
    public @Nullable Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      if (!cured && key.counter().equals(sick) && recorded.streamVersion() >= 2) {
        throw new ArithmeticException("sick");
      }
      return super.evolve(key, row, recorded);
    }
  }

  private void tell() {
    world.raise(bad, 1);
    world.raise(good, 1);
    world.raise(bad, 2);
    world.raise(good, 2);
    world.log().append(bad, new Cleared(bad, "red", 3));
    world.raise(bad, 4);
    world.topic().publish(world.log().events());
  }

  /** The cure: old rows are deleted first; the row that no event explains would stay. */
  @Test
  void itsRowsAreWhatAFullRebuildWouldGive() {
    tell();
    try (var instance = world.start()) {
      eventually(world::assertEqualsTheFold);
      drift("update projection.counter_total set total = 17, events = 9");
      drift("update projection.counter_mark set size = 17 where stream_id = '" + bad + "'");
      drift(
          "insert into projection.counter_mark_g1 values ('%1$s', 99, '%1$s', 1, 1)"
              .formatted(bad));

      assertThat(instance.operator.rebuildStream("counter_total", bad)).contains("4 events");
      assertThat(world.total(good)).as("of another stream").isEqualTo(17);
      instance.operator.rebuildStream("counter_total", good);
      instance.operator.rebuildStream("counter_mark", bad);

      world.assertEqualsTheFold();
    }
  }

  private void drift(String statement) {
    world.database().asSuperuser().sql(statement).update();
  }

  /** The cure: what is parked goes in the same transaction; else it would be folded twice. */
  @Test
  void aParkedStreamIsCuredWithoutDrainingOnAllInstances() {
    var sick = new SickTotals(bad);
    try (var instance = world.start(sick);
        var other = world.start(sick)) {
      tell();
      eventually(() -> assertThat(world.total(good)).isEqualTo(3));
      eventually(
          () -> assertThat(other.news.parkedStreams().contains("counter_total", bad)).isTrue());
      assertThatIllegalStateException()
          .isThrownBy(() -> instance.operator.rebuildStream("counter_total", bad))
          .withMessageContaining("Position 3")
          .withMessageContaining("sick");
      assertThat(world.total(bad)).isEqualTo(1);

      sick.cured = true;
      instance.operator.rebuildStream("counter_total", bad);

      world.assertEqualsTheFold();
      eventually(
          () -> assertThat(other.news.parkedStreams().contains("counter_total", bad)).isFalse());
      assertThat(instance.operator.retry("counter_total")).startsWith("0 parked events");
      world.raise(bad, 8);
      world.publishAfter(6);
      eventually(world::assertEqualsTheFold);
      eventually(() -> assertThat(instance.health()).contains("UP"));
    }
  }

  @Test
  void rowsOfSeveralStreamsAndStreamsThatThereAreNotAreRefused() {
    tell();
    try (var instance = world.start()) {
      eventually(world::assertEqualsTheFold);
      assertThatIllegalStateException()
          .isThrownBy(() -> instance.operator.rebuildStream("colour_total", bad))
          .withMessageContaining("several streams");
      assertThatIllegalStateException()
          .isThrownBy(() -> instance.operator.rebuildStream("counter_total", "nobody"))
          .withMessageContaining("no event");
    }
  }

  /** The cure: the topic is asked at the cursors; the newest event's age would be less. */
  @Test
  void theLagIsTheAgeOfTheOldestEventThatWaits() {
    world.log().append(good, new Raised(good, "red", 1));
    world.topic().publish(world.log().events());
    try (var instance = world.start()) {
      eventually(world::assertEqualsTheFold);
      assertThat(instance.report("counter_total").lagSeconds()).isEqualTo(0);
      instance.operator.pause("counter_total");
      eventually(() -> assertThat(instance.health()).contains("state=paused"));
      world.topic().publishForeign(good, "{}");
      for (var by = 1; by <= 3; by++) {
        world.raise(good, by);
        world.raise(bad, by);
      }
      world.publishAfter(1);
      var oldest = world.log().events().get(1).event().recordedAt();
      eventually(() -> assertThat(instance.lags.oldest("counter_total")).isEqualTo(oldest));
      assertThat(instance.report("counter_total").lagSeconds()).isPositive();
      eventually(() -> assertThat(instance.lags.oldest("colour_total")).isNull());

      instance.operator.resume("counter_total");
      eventually(() -> assertThat(instance.lags.oldest("counter_total")).isNull());
      eventually(() -> assertThat(instance.report("counter_total").lagSeconds()).isEqualTo(0));
    }
  }
}
