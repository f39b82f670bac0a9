package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.projection.CounterEvent.Raised;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Whoever follows the changes knows the rows. */
@Execution(ExecutionMode.CONCURRENT)
class ChangesIntegrationTests {

  private final CounterWorld world = CounterWorld.fresh();

  @AfterEach
  void close() {
    world.close();
  }

  private <K extends Record, V extends Record> TableFollower<K, V> follow(
      Projection<?, K, V> projection) {
    var there = world.database().database();
    var login = there.service();
    var database = new DriverManagerDataSource(there.jdbcUrl(), login.user(), login.password());
    return new TableFollower<>(database, projection);
  }

  @Test
  void followersOfAllChangesKnowAllRows() {
    // the cures: keys of whole streams and of rows that are gone are told, by partition
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var counters = new RandomCounters(world, new Random(seed));
    try (var _ = world.start();
        var _ = world.start()) {
      var followers = new ArrayList<TableFollower<?, ?>>();
      world.projections().forEach(projection -> followers.add(follow(projection)));
      followers.forEach(TableFollower::look);
      for (var i = 0; i < 60; i++) {
        var from = world.log().events().size();
        for (var j = 0; j < 10; j++) {
          counters.append();
        }
        world.publishAfter(from);
        followers.forEach(TableFollower::look);
      }
      eventually(world::assertEqualsTheFold);
      for (var follower : followers) {
        follower.look();
        assertThat(follower.rows()).isEqualTo(follower.stored());
        assertThat(follower.begun()).isOne();
        assertThat(follower.followed()).isPositive();
      }
    }
  }

  @Test
  void whatIsNotKnownAnyMoreIsSaidToBe() {
    var counter = world.counterOf(0);
    try (var instance = world.start()) {
      var follower = follow(new CounterEvent.Totals());
      for (var i = 1; i <= 3; i++) {
        follower.look();
        world.raise(counter, i);
        world.publishAfter(i - 1);
        var wanted = i;
        eventually(() -> assertThat(instance.progress.highest("counter_total")).isEqualTo(wanted));
        if (i == 2) { // the first of them would be missed
          world.database().asSuperuser().sql("delete from projection_change").update();
        }
      }
      follower.look();
      assertThat(follower.begun()).isEqualTo(2);
      assertThat(follower.rows()).isEqualTo(follower.stored());
    }
  }

  /** Cannot fold what raises by 5 until it is cured. */
  private static final class Sick extends CounterEvent.Totals {

    private volatile boolean cured;

    @Override
    public @Nullable Row evolve(Key key, @Nullable Row row, Recorded<CounterEvent> recorded) {
      if (!cured && recorded.event() instanceof Raised raised && raised.by() == 5) {
        throw new ArithmeticException("sick");
      }
      return super.evolve(key, row, recorded);
    }
  }

  @Test
  void whatIsDrainedLaterBeginsAnotherLife() {
    // the cure: the epoch; a drain moves no cursor
    var sick = new Sick();
    var counter = world.counterOf(0);
    try (var instance = world.start(sick)) {
      for (var by : List.of(1, 5)) {
        world.raise(counter, by);
      }
      world.publishAfter(0);
      eventually(() -> assertThat(instance.progress.highest("counter_total")).isEqualTo(2));
      var follower = follow(sick);
      follower.look();
      sick.cured = true;
      instance.operator.retry("counter_total");
      eventually(() -> {
        follower.look();
        assertThat(follower.rows()).containsValue(new CounterEvent.Totals.Row(counter, 6, 2, 2, 2));
      });
      assertThat(follower.begun()).isEqualTo(2);
    }
  }
}
