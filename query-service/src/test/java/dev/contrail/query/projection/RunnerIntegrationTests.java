package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whole instances on a real topic and a real database. */
class RunnerIntegrationTests {

  private final CounterWorld world = CounterWorld.fresh();

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void everyRowIsTheFoldOfTheLogWhateverIsRepeatedAndWhoeverReads() {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var counters = new RandomCounters(world, random);
    for (var i = 0; i < 2_000; i++) {
      counters.append();
    }
    try (var one = world.start()) {
      world.topic().publish(world.log().events().subList(0, 500));
      eventually(() -> assertThat(one.progress.highest("counter_total")).isGreaterThan(400));
      try (var two = world.start()) {
        world
            .topic()
            .publish(
                world.log().events().subList(200, 1_500)); // a relay that goes back, as one may
        eventually(() -> assertThat(two.projections.unassigned()).isEmpty());
      }
      world.topic().publish(world.log().events().subList(1_200, 2_000));
      eventually(world::assertEqualsTheFold);
      assertThat(one.health()).contains("UP");
    }
  }

  @Test
  void aRestartReadsOn() {
    var counter = world.counterOf(0);
    world.raise(counter, 1);
    world.topic().publish(world.log().events());
    try (var _ = world.start()) {
      eventually(world::assertEqualsTheFold); // all of them: one may be behind another
    }
    world.raise(counter, 2);
    world.topic().publish(world.log().events().getLast());
    try (var instance = world.start()) {
      eventually(world::assertEqualsTheFold);
      var applied = instance.runners().map(r -> r.status().events()).distinct().toList();
      assertThat(applied).containsExactly(1L);
    }
  }

  /** As with several consumers an instance, one of which did not hear of a rebalance in time. */
  @Test
  void whoLosesAPartitionLateLeavesItToTheOneThatReadsItNow() {
    try (var instance = world.start()) {
      var runner = instance.runners().findFirst().orElseThrow();
      eventually(() -> assertThat(runner.states()).hasSize(CounterWorld.PARTITIONS));
      var topic = world.topic().topic().name();
      var partition = List.of(new TopicPartition(topic, 0));
      try (var late = new MockConsumer<String, byte[]>("none");
          var present = new MockConsumer<String, byte[]>("none")) {
        late.assign(partition);
        present.assign(partition);
        runner.onPartitionsAssigned(late, partition);
        runner.onPartitionsAssigned(present, partition);

        runner.onPartitionsLost(late, partition);
        assertThat(runner.states()).containsKey(0);

        runner.onPartitionsLost(present, partition);
        assertThat(runner.states()).doesNotContainKey(0);
      }
    }
  }

  @Test
  void foreignBytesBlockNothing() {
    var counter = world.counterOf(0);
    world.raise(counter, 1);
    world.raise(counter, 2);
    world.topic().publish(world.log().events().getFirst());
    world.topic().publishForeign(counter, "{}");
    world.topic().publishForeign(counter, "\u0000");
    world.topic().publish(world.log().events().getLast());
    try (var instance = world.start()) {
      eventually(world::assertEqualsTheFold);
      eventually(() -> assertThat(instance.health()).contains("UP"));
      assertThat(instance.runners()).allMatch(r -> r.status().foreign() == 2);
    }
  }

  @Test
  void connectionsThatAreCutAreMadeAgain() {
    var counter = world.counterOf(0);
    try (var instance = world.start()) {
      for (var i = 1; i <= 20; i++) {
        world.raise(counter, i);
        world.topic().publish(world.log().events().getLast());
        world
            .database()
            .asSuperuser()
            .sql(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where usename = :user and datname = current_database()")
            .param("user", world.database().database().service().user())
            .query((_, _) -> true)
            .list();
      }
      eventually(world::assertEqualsTheFold);
      eventually(() -> assertThat(instance.health()).contains("UP"));
    }
  }
}
