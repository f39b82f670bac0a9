package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.projection.RebuildTable.State;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who builds keeps the lease for as long as it builds. */
class LeaseIntegrationTests {

  private final CounterWorld world = CounterWorld.fresh();

  @AfterEach
  void close() {
    world.close();
  }

  /** The cure: a timer; without it the lease runs out in a step that takes long. */
  @Test
  void aLeaseIsProlongedInALongStep() throws SQLException {
    world.raise("a", 1);
    world.topic().publish(world.log().events());
    try (var first = world.start()) {
      eventually(world::assertEqualsTheFold);
      first.projections.stop(); // the other one is to build
      first.operator.rebuild("counter_total", null);
    }
    try (var holder = world.database().connectAsSuperuser()) {
      holder.setAutoCommit(false);
      holder
          .createStatement()
          .execute("lock table projection.counter_total_g2 in share update exclusive mode");
      try (var instance = world.start()) {
        eventually(() ->
            assertThat(
                    number(
                        """
                        select count(*) from pg_locks
                        where not granted and relation = 'projection.counter_total_g2'::regclass
                          and database =
                            (select oid from pg_database where datname = current_database())
                        """))
                .isEqualTo(1));
        var until = "select extract(epoch from max(claimed_until)) * 1000 from projection_rebuild";
        var claimed = number(until);
        eventually(() -> assertThat(number(until)).isGreaterThan(claimed));
        holder.rollback();
        eventually(
            () -> assertThat(instance.rebuild("counter_total").state()).isEqualTo(State.SWITCHED));
      }
    }
  }

  private long number(String sql) {
    return world.database().asSuperuser().sql(sql).query(Long.class).single();
  }
}
