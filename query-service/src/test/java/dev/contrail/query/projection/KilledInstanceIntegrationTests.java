package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.projection.InstanceProcess.Death;
import dev.contrail.query.projection.RebuildTable.State;
import java.sql.SQLException;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * F15 and F31: an instance is killed around its commit and in the middle of a rebuild. The cure:
 * rows and cursors are written by one transaction; else events would be counted twice or not.
 */
@Execution(ExecutionMode.CONCURRENT)
class KilledInstanceIntegrationTests {

  /**
   * Kills at each point: one in every build, {@code -Dcontrail.kill.rounds=25} for the long run.
   */
  private static final int ROUNDS = Integer.getInteger("contrail.kill.rounds", 1);

  private static final int EVENTS = 4_000;
  private static final long GATE = 4711;

  private static final String WAITING =
      "pg_locks where objid = 4711 and not granted and database ="
          + " (select oid from pg_database where datname = current_database())";

  /** Whoever advances cursors passes the gate, which the test can close. */
  private static final String GATE_FUNCTION =
      """
      create function gate() returns trigger language plpgsql as $$
      begin
        perform pg_advisory_xact_lock_shared(4711);
        return null;
      end $$
      """;

  private final CounterWorld world = CounterWorld.fresh();

  @AfterEach
  void close() {
    world.close();
  }

  private void publish(int... amounts) {
    var from = world.log().events().size();
    for (var amount : amounts) {
      world.raise(world.counterOf(0), amount);
      world.raise(world.counterOf(1), 1);
    }
    world.publishAfter(from);
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_THE_FOLD", "IN_THE_FOLD"})
  void killedBeforeItsCommit(Death death) {
    for (var round = 0; round < ROUNDS; round++) {
      publish(1, 2, InstanceProcess.LETHAL, 3);
      try (var child = new ChildInstance(world, death)) {
        eventually(() -> assertThat(child.isAlive()).isFalse());
      }
      try (var _ = world.start()) {
        eventually(world::assertEqualsTheFold);
      }
    }
  }

  /** Deferred: it stands in its commit, which the server completes; else its backend is ended. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void killedWhileItCommits(boolean committed) throws SQLException {
    publish(1);
    try (var _ = world.start()) {
      eventually(world::assertEqualsTheFold);
    }
    run(GATE_FUNCTION);
    run(
        committed
            ? "create constraint trigger gate after update on projection_cursor"
                + " deferrable initially deferred for each row execute function gate()"
            : "create trigger gate after update on projection_cursor"
                + " for each row execute function gate()");
    for (var round = 0; round < ROUNDS; round++) {
      try (var gate = world.database().connectAsSuperuser()) {
        gate.createStatement().execute("select pg_advisory_lock(" + GATE + ")");
        publish(1, 2, 3);
        try (var _ = new ChildInstance(world, Death.NEVER)) {
          eventually(() -> assertThat(waiting()).isGreaterThanOrEqualTo(3));
        }
        if (!committed) {
          run("select pg_terminate_backend(pid) from " + WAITING);
        }
      }
      try (var _ = world.start()) {
        eventually(world::assertEqualsTheFold);
      }
    }
  }

  private void run(String statement) {
    try (var connection = world.database().connectAsSuperuser()) {
      connection.createStatement().execute(statement);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private int waiting() {
    return world
        .database()
        .asSuperuser()
        .sql("select count(*) from " + WAITING)
        .query(Integer.class)
        .single();
  }

  @Test
  void aRebuildSurvivesBeingKilledAnywhere() {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    // on many streams: an event rewrites all rows of its stream
    var counters = new RandomCounters(world, random);
    IntStream.range(0, EVENTS).forEach(_ -> counters.append());
    world.publishAfter(0);
    try (var instance = world.start()) {
      eventually(world::assertEqualsTheFold);
      instance.projections.stop(); // the children are to build
      world.projections().forEach(one -> instance.operator.rebuild(one.name(), null));
      for (var round = 0; round < ROUNDS; round++) {
        var before = built(instance);
        try (var _ = new ChildInstance(world, Death.NEVER)) {
          var enough = before + 1 + random.nextInt(EVENTS / 2);
          eventually(() ->
              assertThat(built(instance)).isGreaterThanOrEqualTo(Math.min(enough, 3 * EVENTS)));
        }
      }
      try (var _ = new ChildInstance(world, Death.NEVER)) {
        for (var projection : world.projections()) {
          eventually(() ->
              assertThat(instance.rebuild(projection.name()).state()).isEqualTo(State.SWITCHED));
          assertThat(instance.rebuild(projection.name()).difference()).contains("\"examples\":[]");
        }
        publish(1, 2, 3);
        eventually(world::assertEqualsTheFold);
      }
    }
  }

  /** Records folded into new generations; all of them if they are read by now. */
  private long built(Instance instance) {
    return world.projections().stream()
        .mapToLong(one -> instance.rebuild(one.name()).records())
        .sum();
  }
}
