package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Events that are missing in the topic, and a topic that lost them all. */
@Execution(ExecutionMode.CONCURRENT)
class HoleIntegrationTests {

  private final CounterWorld world = CounterWorld.fresh();

  @AfterEach
  void close() {
    world.close();
  }

  /** F16. The cure: events are applied along their chain; without it what follows is applied. */
  @Test
  void nothingBehindAHoleIsAppliedUntilItIsPublishedAgain() {
    var torn = world.counterOf(0);
    var whole = world.counterOf(1);
    world.raise(torn, 1);
    world.raise(torn, 10); // goes missing
    world.raise(torn, 100);
    world.raise(whole, 1);
    try (var instance = world.start()) {
      world
          .topic()
          .publish(
              world.log().events().get(0),
              world.log().events().get(2),
              world.log().events().get(3));
      eventually(() -> assertThat(instance.health()).contains("DOWN", "holes", "found=3"));
      eventually(() -> assertThat(world.total(whole)).isEqualTo(1));
      assertThat(world.total(torn)).isEqualTo(1);

      world.topic().publish(world.log().events().subList(1, 3));
      eventually(world::assertEqualsTheFold);
      eventually(() -> assertThat(instance.health()).contains("UP"));
    }
  }

  /** F16. The cure: the offset stays before the hole; behind it the restart would miss events. */
  @Test
  void aHoleIsStillThereAfterARestart() {
    var torn = world.counterOf(0);
    world.raise(torn, 1);
    world.raise(torn, 10);
    world.raise(torn, 100);
    world.topic().publish(world.log().events().get(0), world.log().events().get(2));
    try (var instance = world.start()) {
      eventually(() -> assertThat(instance.health()).contains("holes"));
    }
    world
        .topic()
        .publish(world.log().events().get(1)); // without what follows it, which is there already
    world.topic().publish(world.log().events().get(2));
    try (var _ = world.start()) {
      eventually(world::assertEqualsTheFold);
    }
  }

  /**
   * F17, as a consumer sees it: its cursor is behind the end. The cure: it reads all again, and
   * positions tell what is new; a consumer that went to the end would miss what was filled up.
   */
  @Test
  void aTopicThatLostItsEndIsReadAgain() {
    var counter = world.counterOf(0);
    world.raise(counter, 1);
    world.raise(counter, 2);
    world.topic().publish(world.log().events());
    try (var _ = world.start()) {
      eventually(world::assertEqualsTheFold);
    }
    world
        .database()
        .asSuperuser()
        .sql("update projection_cursor set next_offset = next_offset + 100")
        .update();
    world.raise(counter, 3);
    world.publishAfter(1);
    try (var instance = world.start()) {
      eventually(world::assertEqualsTheFold);
      eventually(() -> assertThat(instance.health()).contains("UP"));
    }
  }

  /** F17. The cure: offsets hold for a topic's id; without it they would point into the new one. */
  @Test
  void aTopicThatWasMadeAnewIsReadFromItsBeginning() {
    var counter = world.counterOf(0);
    world.raise(counter, 1);
    world.raise(counter, 2);
    world.topic().publish(world.log().events());
    try (var _ = world.start()) {
      eventually(world::assertEqualsTheFold);
      world.topic().delete();
      await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(this::createdOrThere);
      world.raise(counter, 3);
      await()
          .atMost(Duration.ofSeconds(20))
          .ignoreExceptions()
          .untilAsserted(() -> world.topic().publish(world.log().events()));
      eventually(world::assertEqualsTheFold);
    }
  }

  private boolean createdOrThere() {
    try {
      world.topic().create();
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage()).contains("TopicExists");
    }
    return true;
  }
}
