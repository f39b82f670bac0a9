package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.projection.CounterEvent.Colours;
import dev.contrail.query.projection.CounterEvent.Raised;
import dev.contrail.query.projection.CounterEvent.Totals;
import dev.contrail.query.projection.RebuildTable.State;
import java.sql.SQLException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What operators ask for, and what is refused. */
class OperatorIntegrationTests {

  private static final int UNLUCKY = 13;

  private final CounterWorld world = CounterWorld.fresh();

  @AfterEach
  void close() {
    world.close();
  }

  /** Takes no unlucky amounts while it is sick. */
  private static final class SickTotals extends Totals {

    private volatile boolean sick = true;

    @Override
    public @Nullable Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      if (sick && recorded.event() instanceof Raised raised && raised.by() == UNLUCKY) {
        throw new ArithmeticException("unlucky");
      }
      return super.evolve(key, row, recorded);
    }
  }

  /** The same for a cube. */
  private static final class SickColours extends Colours {

    private volatile boolean sick;

    @Override
    public Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      if (sick && recorded.event() instanceof Raised raised && raised.by() == UNLUCKY) {
        throw new ArithmeticException("unlucky");
      }
      return super.evolve(key, row, recorded);
    }
  }

  private static String act(
      Instance instance, String projection, String action, @Nullable Long position) {
    return act(instance, projection, action, 1, null, position);
  }

  private static String act(
      Instance instance,
      String projection,
      String action,
      int generation,
      @Nullable String expected,
      @Nullable Long position) {
    var answer =
        new ProjectionsEndpoint(instance.reports, instance.operator)
            .act(projection, action, generation, expected, position, "a test", null);
    return answer.getStatus() + " " + answer.getBody();
  }

  /** The cure: a time-out of locks; without it the call and all later readers wait for ever. */
  @Test
  void aTableThatSomebodyHoldsIsNotWaitedForLong() throws SQLException {
    world.raise("a", 1);
    world.topic().publish(world.log().events());
    try (var instance = world.start();
        var reader = world.database().connectAsSuperuser()) {
      eventually(world::assertEqualsTheFold);
      instance.operator.rebuild("counter_total", null);
      eventually(
          () -> assertThat(instance.rebuild("counter_total").state()).isEqualTo(State.SWITCHED));
      reader.setAutoCommit(false);
      reader.createStatement().execute("select * from projection.counter_total");
      reader.createStatement().execute("select * from projection.counter_total_g1");

      assertThat(act(instance, "counter_total", "drop", null)).startsWith("409").contains("busy");
      assertThat(act(instance, "counter_total", "rollback", null))
          .startsWith("409")
          .contains("busy");
      reader.rollback();
      assertThat(act(instance, "counter_total", "rollback", null)).startsWith("200");
    }
  }

  /** The cure: streams are drained page by page; with the report's limit, 100 would stay. */
  @Test
  void moreThanAThousandStreamsAreDrainedByOneCall() {
    var streams = 1_100;
    IntStream.range(0, streams).forEach(i -> world.raise("counter-" + i, UNLUCKY));
    world.topic().publish(world.log().events());
    var sick = new SickTotals();
    try (var instance = world.start(sick)) {
      eventually(() ->
          assertThat(instance.news.parkedStreams().count("counter_total")).isEqualTo(streams));
      sick.sick = false;
      assertThat(instance.operator.retry("counter_total")).startsWith(streams + " parked events");
      eventually(world::assertEqualsTheFold);
    }
  }

  /** The cure: a look at what has failed; without it any future event could be left out. */
  @Test
  void onlyWhatHasFailedIsSkippedAndItCanBeTakenBack() {
    var bad = world.counterOf(0);
    world.raise(bad, 1);
    world.raise(bad, UNLUCKY);
    world.raise(bad, 2);
    world.topic().publish(world.log().events());
    try (var instance = world.start(new SickTotals())) {
      eventually(() -> assertThat(instance.reports.parked("counter_total")).hasSize(1));
      for (var position : new long[] {1, 3, 17}) {
        assertThat(act(instance, "counter_total", "skip", position))
            .startsWith("409")
            .contains("Position " + position, "position=2", "ArithmeticException");
      }
      assertThat(act(instance, "counter_total", "unskip", 2L)).startsWith("409");

      assertThat(act(instance, "counter_total", "skip", 2L)).startsWith("200");
      assertThat(world.total(bad)).isEqualTo(3);
      assertThat(instance.reports.skips("counter_total"))
          .extracting(SkipTable.Skipped::position)
          .containsExactly(2L);
      assertThat(act(instance, "counter_total", "unskip", 2L)).startsWith("200");
      assertThat(instance.reports.skips("counter_total")).isEmpty();
    }
  }

  /** The cure: skips are counted in the cursors; a rebuild that only cached them would stand. */
  @Test
  void aSkipHoldsForTheNextBatchOfARebuildThatHasReadThemBefore() {
    var bad = world.counterOf(0);
    world.raise(bad, 1);
    world.raise(bad, UNLUCKY);
    world.raise(bad, 2);
    world.topic().publish(world.log().events());
    var cube = new SickColours();
    try (var instance = world.start(cube);
        var other = world.start(cube)) {
      eventually(world::assertEqualsTheFold);
      cube.sick = true;
      instance.operator.audit("colour_total");
      eventually(() ->
          assertThat(instance.rebuild("colour_total").error()).contains("ArithmeticException"));
      assertThat(act(other, "colour_total", "skip", 2L)).startsWith("200");
      eventually(
          () -> assertThat(instance.rebuild("colour_total").state()).isEqualTo(State.AUDITED));
      assertThat(instance.rebuild("colour_total").difference()).contains("\"changed\":1");
    }
  }

  /** The cure: names are looked up; a typing error would hold or let through a switch. */
  @Test
  void columnsThatThereAreNotAreRefused() {
    try (var instance = world.start()) {
      eventually(() -> assertThat(instance.health()).contains("UP"));
      assertThat(act(instance, "counter_total", "rebuild", 1, "events,totol", null))
          .startsWith("400")
          .contains("totol");
      assertThat(act(instance, "counter_total", "rebuild", 1, "events, total", null))
          .startsWith("200");
    }
  }
}
