package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.query.projection.RebuildTable.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * F31. The cure: a switch waits until the other generation has come as far, holding the cursors of
 * both; without it readers go back. While events come and reads are served, a rebuilt generation is
 * row by row what the live one is at the same positions; and nobody ever reads something older than
 * before.
 */
@Execution(ExecutionMode.CONCURRENT)
class RebuildUnderLoadIntegrationTests {

  private static final int BEFORE = 3_000;
  private static final int AT_ONCE = 40;
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration BETWEEN_READS = Duration.ofMillis(5);
  private static final Duration BETWEEN_WRITES = Duration.ofMillis(400);
  private static final String SUM = "select coalesce(sum(events), 0) from projection.colour_total";

  private final CounterWorld world = CounterWorld.fresh();
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final RandomCounters counters = new RandomCounters(world, random);

  @AfterEach
  void close() {
    world.close();
  }

  private void publish(int events) {
    var from = world.log().events().size();
    for (var i = 0; i < events; i++) {
      counters.append();
    }
    world.publishAfter(from);
  }

  /** Reads all the time: positions of what is read never go back, and no read fails. */
  private final class Reader {

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicLong wentBack = new AtomicLong();
    private final Thread thread = Thread.ofPlatform().start(this::read);

    private void read() {
      try (var connection = world.database().connectAsSuperuser()) {
        var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        var last = 0L;
        while (!stopping.get()) {
          var events = jdbc.sql(SUM).query(Long.class).single();
          wentBack.addAndGet(events < last ? 1 : 0);
          last = events;
          reads.incrementAndGet();
          LockSupport.parkNanos(BETWEEN_READS.toNanos()); // leave the others some of the machine
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    void stop() throws InterruptedException {
      stopping.set(true);
      thread.join();
    }
  }

  @Test
  void theRebuiltGenerationIsTheLiveOne() throws InterruptedException {
    System.out.println("seed " + seed);
    publish(BEFORE);
    try (var instance = world.start();
        var other = world.start()) {
      eventually(world::assertEqualsTheFold);
      var reader = new Reader();
      for (var projection : world.projections()) {
        instance.operator.rebuild(projection.name(), null);
      }
      await()
          .pollInterval(BETWEEN_WRITES)
          .atMost(LIMIT)
          .untilAsserted(() -> {
            publish(AT_ONCE);
            assertThat(world.projections())
                .allSatisfy(projection -> {
                  var rebuild = other.rebuild(projection.name());
                  assertThat(rebuild.state()).isEqualTo(State.SWITCHED);
                  assertThat(rebuild.difference())
                      .contains("\"added\":0,\"removed\":0,\"changed\":0,\"changedAsExpected\":0");
                });
          });
      publish(AT_ONCE);
      eventually(world::assertEqualsTheFold);
      for (var projection : world.projections()) {
        publish(AT_ONCE);
        assertThat(other.operator.rollback(projection.name())).contains("_g1 is read now");
      }
      publish(AT_ONCE);
      eventually(world::assertEqualsTheFold);
      reader.stop();
      assertThat(reader.reads).hasPositiveValue();
      assertThat(reader.wentBack).hasValue(0);
      eventually(() -> assertThat(other.health()).contains("UP"));
    }
  }
}
