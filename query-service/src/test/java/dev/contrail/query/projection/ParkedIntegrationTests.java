package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static dev.contrail.query.projection.RebuildTable.State.AUDITED;
import static dev.contrail.query.projection.RebuildTable.State.SWITCHED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.projection.CounterEvent.Totals;
import dev.contrail.query.projection.ParkedTable.ParkedStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * F13: a projection that fails for one stream, or a database that takes no row of it. The cure: the
 * stream is set aside with all that follows; without it its neighbours in the partition stand too.
 */
@Execution(ExecutionMode.CONCURRENT)
class ParkedIntegrationTests {

  /** Fails for one counter from its third event on, until it is cured. */
  private static final class SickTotals extends Totals {

    private final String sick;
    private volatile boolean cured;

    SickTotals(String sick) {
      this.sick = sick;
    }

    @Override
    public @Nullable Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      if (!cured && key.counter().equals(sick) && recorded.streamVersion() >= 3) {
        throw new ArithmeticException("sick");
      }
      return super.evolve(key, row, recorded);
    }
  }

  private final CounterWorld world = CounterWorld.fresh();
  private final String bad = world.counterOf(0);
  private final String good = world.counterOf(1);

  @AfterEach
  void close() {
    world.close();
  }

  private void raiseBoth(int times) {
    var from = world.log().events().size();
    for (var i = 0; i < times; i++) {
      world.raise(bad, 1);
      world.raise(good, 1);
      world.raise(neighbour(), 1);
    }
    world.publishAfter(from);
  }

  /** Another counter in the partition of the bad one. */
  private String neighbour() {
    for (var i = 0; ; i++) {
      var name = "neighbour-" + i;
      if (world.topic().topic().partitionOf(name) == 0) {
        return name;
      }
    }
  }

  @Test
  void aStreamThatFailsIsParkedInOrderAndDrainedByOneCall() {
    var sick = new SickTotals(bad);
    try (var instance = world.start(sick);
        var other = world.start(sick)) {
      raiseBoth(4);
      eventually(() -> assertThat(world.total(neighbour())).isEqualTo(4));
      raiseBoth(3);
      eventually(() -> assertThat(world.total(neighbour())).isEqualTo(7));
      eventually(() -> assertThat(world.total(good)).isEqualTo(7));
      assertThat(world.total(bad)).isEqualTo(2);
      assertThat(instance.reports.parked("counter_total"))
          .containsExactly(
              new ParkedStream(
                  bad, 0, 7, "counter-raised v1", "java.lang.ArithmeticException: sick", 5));
      for (var one : List.of(instance, other)) {
        eventually(
            () -> assertThat(one.news.parkedStreams().contains("counter_total", bad)).isTrue());
        assertThat(one.news.parkedStreams().contains("counter_mark", bad)).isFalse();
      }

      assertThat(instance.operator.retry("counter_total")).startsWith("0 parked events");
      sick.cured = true;
      assertThat(instance.operator.retry("counter_total")).startsWith("5 parked events");

      raiseBoth(1);
      eventually(world::assertEqualsTheFold);
      for (var one : List.of(instance, other)) {
        eventually(
            () -> assertThat(one.news.parkedStreams().contains("counter_total", bad)).isFalse());
        eventually(() -> assertThat(one.health()).contains("UP"));
      }
    }
  }

  @Test
  void aRowThatTheDatabaseRefusesParksItsStreamAndCanBeSkipped() {
    world.raise(good, 1);
    world.raise(bad, 1);
    world.raise(bad, 1_000_000); // breaks a check of the table
    world.raise(bad, 2);
    world.raise(good, 2);
    world.topic().publish(world.log().events());
    try (var instance = world.start()) {
      eventually(() -> assertThat(world.total(good)).isEqualTo(3));
      eventually(() -> assertThat(instance.reports.parked("counter_total")).hasSize(1));
      assertThat(instance.reports.parked("counter_total").getFirst().position()).isEqualTo(3);
      assertThat(world.total(bad)).isEqualTo(1);

      assertThat(instance.operator.retry("counter_total")).startsWith("0 parked events");
      instance.operator.skip("counter_total", 3, "too much");
      eventually(() -> assertThat(world.total(bad)).isEqualTo(3)); // the last may come only now
      eventually(() -> assertThat(instance.health()).contains("UP"));

      instance.operator.audit("counter_total");
      eventually(() -> assertThat(instance.rebuild("counter_total").state()).isEqualTo(AUDITED));
      assertThat(instance.rebuild("counter_total").difference()).contains("\"examples\":[]");
    }
  }

  @Test
  void aRebuildThatParksAStreamDoesNotGoLiveByItself() {
    var sick = new SickTotals(bad);
    sick.cured = true;
    try (var instance = world.start(sick)) {
      raiseBoth(4);
      eventually(world::assertEqualsTheFold);
      sick.cured = false;
      instance.operator.rebuild("counter_total", null);
      eventually(() ->
          assertThat(instance.rebuild("counter_total").error()).contains("1 streams are parked"));
      assertThat(world.total(bad)).isEqualTo(4);

      sick.cured = true;
      instance.operator.retry("counter_total");
      eventually(() -> assertThat(instance.rebuild("counter_total").state()).isEqualTo(SWITCHED));
      eventually(world::assertEqualsTheFold);
    }
  }
}
