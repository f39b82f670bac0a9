package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.contrail.query.projection.CounterEvent.Totals;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * F32: read your writes while a projection is slow, and across a switch of generations. The cure:
 * how far it is is told after the commit and of the live generation only; else a read that waited
 * would miss its write.
 */
@Execution(ExecutionMode.CONCURRENT)
class SlowProjectionIntegrationTests {

  /** Takes an event only when it may. */
  private static final class SlowTotals extends Totals {

    private final Semaphore allowed = new Semaphore(0);

    @Override
    public @Nullable Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      allowed.acquireUninterruptibly();
      return super.evolve(key, row, recorded);
    }
  }

  private final CounterWorld world = CounterWorld.fresh();
  private final String counter = world.counterOf(0);

  @AfterEach
  void close() {
    world.close();
  }

  private long raise() {
    world.raise(counter, 1);
    world.topic().publish(world.log().events().getLast());
    return world.log().events().size();
  }

  @Test
  void aReadThatWaitsSeesItsWriteOrGivesUp() throws Exception {
    var slow = new SlowTotals();
    try (var one = world.start(slow);
        var other = world.start(slow)) {
      for (var i = 1; i <= 10; i++) {
        var position = raise();
        for (var instance : new Instance[] {one, other}) {
          var waiting = instance.progress.passed(Set.of("counter_total"), Map.of(0, position));
          assertThatExceptionOfType(TimeoutException.class)
              .isThrownBy(() -> waiting.get(50, TimeUnit.MILLISECONDS));
          waiting.cancel(false);
          assertThat(instance.progress.isWaitedFor()).isFalse();
        }
        assertThat(world.total(counter)).isEqualTo(i - 1);

        slow.allowed.release();
        for (var instance : new Instance[] {one, other}) {
          instance
              .progress
              .passed(Set.of("counter_total"), Map.of(0, position))
              .get(20, TimeUnit.SECONDS);
          assertThat(world.total(counter)).isEqualTo(i);
        }
      }
      slow.allowed.release(1_000); // interrupted batches may fold an event again
    }
  }

  @Test
  void whatWasWrittenIsReadWhileGenerationsAreSwitched() throws Exception {
    try (var one = world.start();
        var other = world.start()) {
      for (var i = 1; i <= 200; i++) {
        if (i == 20) {
          one.operator.rebuild("counter_total", null);
        }
        var position = raise();
        for (var instance : new Instance[] {one, other}) {
          instance
              .progress
              .passed(Set.of("counter_total"), Map.of(0, position))
              .get(20, TimeUnit.SECONDS);
          assertThat(world.total(counter)).isEqualTo(i);
        }
      }
      CounterWorld.eventually(() ->
          assertThat(one.rebuild("counter_total").state()).isEqualTo(RebuildTable.State.SWITCHED));
      one.operator.rollback("counter_total");
      var position = raise();
      other.progress.passed(Set.of("counter_total"), Map.of(0, position)).get(20, TimeUnit.SECONDS);
      assertThat(world.total(counter)).isEqualTo(201);
    }
  }
}
