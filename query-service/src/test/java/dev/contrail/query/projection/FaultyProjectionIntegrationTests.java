package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.projection.CounterEvent.Raised;
import dev.contrail.query.projection.CounterEvent.Totals;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** F13: what else than an exception of the fold keeps an event from being applied. */
class FaultyProjectionIntegrationTests {

  private static final int HOPELESS = 13;

  private final CounterWorld world = CounterWorld.fresh();
  private final String bad = world.counterOf(0);
  private final String good = world.counterOf(1);

  @AfterEach
  void close() {
    world.close();
  }

  private static boolean isHopeless(Recorded<CounterEvent> recorded) {
    return recorded.event() instanceof Raised raised && raised.by() == HOPELESS;
  }

  /** Fails with errors: in one event because of its keys, in another one in the fold. */
  private static final class Bottomless extends Totals {

    @Override
    public Keys<Key> keys(Recorded<CounterEvent> recorded) {
      if (isHopeless(recorded)) {
        throw new NoClassDefFoundError("gone");
      }
      return super.keys(recorded);
    }

    @Override
    public @Nullable Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      if (recorded.event() instanceof Raised raised && raised.by() == HOPELESS + 1) {
        return evolve(key, row, recorded); // deeper and deeper
      }
      return super.evolve(key, row, recorded);
    }
  }

  /** The cure: Errors are caught with exceptions; without it the consumer dies again and again. */
  @Test
  void anErrorOfAProjectionParksTheStreamToo() {
    world.raise(bad, 1);
    world.raise(bad, HOPELESS);
    world.raise(good, 1);
    world.raise(good, HOPELESS + 1);
    world.raise(world.counterOf(2), 5);
    world.topic().publish(world.log().events());
    try (var instance = world.start(new Bottomless())) {
      eventually(() -> assertThat(world.total(world.counterOf(2))).isEqualTo(5));
      eventually(() ->
          assertThat(instance.reports.parked("counter_total"))
              .extracting(ParkedTable.ParkedStream::error)
              .containsExactlyInAnyOrder(
                  "java.lang.NoClassDefFoundError: gone", "java.lang.StackOverflowError"));
    }
  }

  /** Says that the heap is full, for as long as it is told to. */
  private static final class Breathless extends Totals {

    private volatile boolean breathless = true;

    @Override
    public @Nullable Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      if (breathless) {
        throw new OutOfMemoryError("heap");
      }
      return super.evolve(key, row, recorded);
    }
  }

  /** The cure: only an event's own errors are caught, and the runner notes the others. */
  @Test
  void aJvmInTroubleIsNoFaultOfAnEventAndIsSeenInHealth() {
    world.raise(good, 1);
    world.topic().publish(world.log().events());
    var breathless = new Breathless();
    try (var instance = world.start(breathless)) {
      eventually(() -> assertThat(instance.health()).contains("retrying", "OutOfMemoryError"));
      assertThat(instance.reports.parked("counter_total")).isEmpty();
      breathless.breathless = false;
      eventually(world::assertEqualsTheFold);
      eventually(() -> assertThat(instance.health()).contains("UP"));
    }
  }

  /** A table whose rows are checked when they are read. */
  private static final class Picky extends CounterProjection<Totals.Key, Picky.Row> {

    record Row(String counter, long total, int events, long streamVersion, long position) {
      Row {
        if (total < 0) {
          throw new IllegalArgumentException("a counter is not negative");
        }
      }
    }

    Picky() {
      super("counter_total", Totals.Key.class, Row.class, RowSource.ONE_STREAM);
    }

    @Override
    public Keys<Totals.Key> keys(Recorded<CounterEvent> recorded) {
      return isHopeless(recorded)
          ? Keys.ofStream() // by a column there is not
          : Keys.of(new Totals.Key(recorded.event().counter()));
    }

    @Override
    public Row evolve(Totals.Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      var total = row == null ? 0 : row.total();
      return new Row(key.counter(), total + 1, 1, recorded.streamVersion(), recorded.position());
    }
  }

  /** The cure: such rows count as refused; without it the batch is tried again for ever. */
  @Test
  void aRowThatCannotBeLoadedParksItsStream() {
    world.raise(bad, 1);
    world.raise(good, 1);
    world.topic().publish(world.log().events());
    try (var instance = world.start(new Picky())) {
      eventually(() -> assertThat(world.total(bad)).isEqualTo(1));
      world
          .database()
          .asSuperuser()
          .sql("update projection.counter_total_g1 set total = -1 where counter = ?")
          .param(bad)
          .update();
      world.raise(bad, 1);
      world.raise(good, 1);
      world.raise(world.counterOf(2), HOPELESS);
      world.publishAfter(2);
      eventually(() -> assertThat(world.total(good)).isEqualTo(2));
      eventually(() ->
          assertThat(instance.reports.parked("counter_total"))
              .extracting(ParkedTable.ParkedStream::streamId)
              .containsExactlyInAnyOrder(bad, world.counterOf(2)));
    }
  }
}
