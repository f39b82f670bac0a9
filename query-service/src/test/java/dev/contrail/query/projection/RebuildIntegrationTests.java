package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.contrail.query.projection.CounterEvent.Totals;
import dev.contrail.query.projection.RebuildTable.State;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A new generation beside the one that is read. */
@Execution(ExecutionMode.CONCURRENT)
class RebuildIntegrationTests {

  /** The same table, but for the number of events, of which it sees twice as many. */
  private static final class DoubledTotals extends Totals {

    @Override
    public int version() {
      return 2;
    }

    @Override
    public @Nullable Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      var one = super.evolve(key, row, recorded);
      return one == null
          ? null
          : new Row(
              one.counter(), one.total(), one.events() + 1, one.streamVersion(), one.position());
    }
  }

  private final CounterWorld world = CounterWorld.fresh();

  @BeforeEach
  void threeCounters() {
    for (var counter : List.of("a", "b", "c")) {
      world.raise(counter, 1);
      world.raise(counter, 2);
    }
    world.topic().publish(world.log().events());
  }

  @AfterEach
  void close() {
    world.close();
  }

  private static void awaitState(Instance instance, String name, State state) {
    eventually(() -> assertThat(instance.rebuild(name).state()).as(name).isEqualTo(state));
  }

  private int events(String counter) {
    return PureFold.stored(world.database().asSuperuser(), new Totals()).stream()
        .filter(row -> row.counter().equals(counter))
        .mapToInt(Totals.Row::events)
        .sum();
  }

  @Test
  void aLaterVersionGoesLiveOnceItIsBuiltAndCanBeTakenBack() {
    try (var _ = world.start()) {
      eventually(world::assertEqualsTheFold);
    }
    try (var instance = world.start(new DoubledTotals())) {
      awaitState(instance, "counter_total", State.SWITCHED);
      assertThat(instance.report("counter_total").state()).isEqualTo("running");
      assertThat(instance.health()).contains("UP");
      assertThat(events("a")).isEqualTo(4);
      assertThat(instance.rebuild("counter_total").difference())
          .contains("\"added\":0", "\"removed\":0", "\"changed\":0", "\"changedAsExpected\":3");

      world.raise("a", 3);
      world.topic().publish(world.log().events().getLast());
      eventually(() -> assertThat(events("a")).isEqualTo(6));
      assertThat(instance.operator.rollback("counter_total"))
          .isEqualTo("counter_total_g1 is read now.");

      assertThat(world.total("a")).isEqualTo(6); // nothing of what came meanwhile is missing
      world.raise("a", 4);
      world.topic().publish(world.log().events().getLast());
      eventually(() -> assertThat(world.total("a")).isEqualTo(10));
      assertThat(instance.operator.drop("counter_total", 2)).contains("dropped");
      eventually(() -> assertThat(instance.health()).contains("UP"));
    }
  }

  @Test
  void anAuditFindsWhatHasDriftedAndLeavesNothingBehind() {
    try (var instance = world.start()) {
      eventually(world::assertEqualsTheFold);
      instance.operator.audit("counter_total");
      awaitState(instance, "counter_total", State.AUDITED);
      assertThat(instance.rebuild("counter_total").difference())
          .contains("\"changed\":0", "\"changedAsExpected\":0", "\"examples\":[]");

      drift("update projection.counter_total_g1 set total = 17 where counter = 'a'");
      drift("delete from projection.counter_total_g1 where counter = 'b'");
      drift("insert into projection.counter_total_g1 values ('x', 1, 1, 1, 1)");
      instance.operator.audit("counter_total");
      eventually(() ->
          assertThat(instance.rebuild("counter_total").generation()).isEqualTo("counter_total_g3"));
      awaitState(instance, "counter_total", State.AUDITED);
      assertThat(instance.rebuild("counter_total").difference())
          .contains("\"added\":1", "\"removed\":1", "\"changed\":1", "\"total\":17");
      assertThat(instance.report("counter_total").generations()).hasSize(1);
      assertThat(world.total("a")).isEqualTo(17);
    }
  }

  private void drift(String statement) {
    world.database().asSuperuser().sql(statement).update();
  }

  @Test
  void anUnexpectedDifferenceHoldsTheSwitch() {
    try (var instance = world.start()) {
      eventually(world::assertEqualsTheFold);
      drift("update projection.counter_total_g1 set total = 17, events = 9 where counter = 'a'");
      instance.operator.rebuild("counter_total", Set.of("events"));
      awaitState(instance, "counter_total", State.HELD);
      assertThat(world.total("a")).isEqualTo(17);
      assertThatIllegalStateException()
          .isThrownBy(() -> instance.operator.rebuild("counter_total", null));

      assertThat(instance.operator.switchTo("counter_total", 2)).contains("read now");
      assertThat(world.total("a")).isEqualTo(3);

      drift("update projection.counter_total_g2 set events = 9 where counter = 'a'");
      instance.operator.rebuild("counter_total", Set.of("events"));
      eventually(() -> assertThat(events("a")).isEqualTo(2));
      awaitState(instance, "counter_total", State.SWITCHED);
    }
  }

  @Test
  void aRowThatDoesNotFitTheOldTableIsBuiltAnewWhileTheOldOneIsRead() {
    try (var _ = world.start()) {
      eventually(world::assertEqualsTheFold);
    }
    drift("alter table projection.counter_total_g1 drop column events cascade");
    drift(
        """
        create or replace view projection.counter_total as
        select 1 as generation, t.*, 0 as events from projection.counter_total_g1 t
        """);
    drift("alter view projection.counter_total owner to contrail_query");
    try (var instance = world.start(new DoubledTotals())) {
      awaitState(instance, "counter_total", State.SWITCHED);
      assertThat(events("a")).isEqualTo(4);
      eventually(() -> assertThat(instance.health()).contains("UP"));
      assertThatIllegalStateException()
          .isThrownBy(() -> {
            world.raise("a", 1);
            world.topic().publish(world.log().events().getLast());
            eventually(() -> assertThat(events("a")).isEqualTo(6));
            instance.operator.rollback("counter_total");
          })
          .withMessageContaining("has not come as far");
    }
  }

  /** As after a version whose rows have another key: no event is folded into the wrong row. */
  @Test
  void aTableOfAnotherKeyStandsStillUntilTheNewOneIsBuilt() {
    try (var _ = world.start()) {
      eventually(world::assertEqualsTheFold);
    }
    drift("alter table projection.counter_total_g1 drop constraint counter_total_g1_pkey");
    world.raise("a", 1);
    world.publishAfter(world.log().events().size() - 1);
    try (var instance = world.start()) {
      eventually(
          () -> assertThat(instance.report("counter_total").state()).isEqualTo("not-folded"));
      assertThat(events("a")).isEqualTo(2);
    }
    try (var instance = world.start(new DoubledTotals())) {
      awaitState(instance, "counter_total", State.SWITCHED);
      assertThat(events("a")).isEqualTo(6);
    }
  }
}
