package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A table that is read gets the indexes that its template has got since. */
class MissingIndexesIntegrationTests {

  private final CounterWorld world = CounterWorld.fresh();
  private final RunnerDatabase database = new RunnerDatabase(world.database().details(), 3);
  private final Generation generation = new Generation("counter_total", 1);
  private final MissingIndexes missing =
      new MissingIndexes(
          database,
          new Generations(database.jdbc(), database.transactions(), CounterWorld.PARTITIONS));

  @AfterEach
  void close() {
    database.close();
    world.close();
  }

  private List<String> indexes() {
    return database
        .jdbc()
        .query(
            """
            select pg_get_indexdef(indexrelid) from pg_index
            where indrelid = 'projection.counter_total_g1'::regclass and indisvalid
              and not indisunique
            """,
            (row, _) -> row.getString(1));
  }

  private void addToTemplate(String definition) {
    world
        .database()
        .asSuperuser()
        .sql("create index on template.counter_total " + definition)
        .update();
  }

  @Test
  void whileItIsReadAndWritten() {
    try (var _ = world.start()) {
      addToTemplate("((total % 10)) where total > 0");
      addToTemplate("(events)");
      assertThat(missing.addBeside(generation)).isTrue();
      assertThat(indexes())
          .satisfiesExactlyInAnyOrder(
              one -> assertThat(one).contains("(total % (10)::bigint))) WHERE (total > 0)"),
              one -> assertThat(one).contains("(events)"));
      assertThat(missing.addBeside(generation)).isTrue();
      assertThat(indexes()).hasSize(2);
    }
  }

  /** Cure: what was left broken is dropped; it would be taken for the index that is missing. */
  @Test
  void againAfterOneWasCutOff() {
    try (var _ = world.start()) {
      addToTemplate("(events)");
      assertThat(missing.addBeside(generation)).isTrue();
      world
          .database()
          .asSuperuser()
          .sql(
              """
              update pg_index set indisvalid = false
              where indrelid = 'projection.counter_total_g1'::regclass and not indisunique
              """)
          .update();
      assertThat(indexes()).isEmpty();
      assertThat(missing.addBeside(generation)).isTrue();
      assertThat(indexes()).hasSize(1);
    }
  }

  @Test
  void byOneInstanceAtATime() throws Exception {
    try (var _ = world.start();
        var other = world.database().connectAsSuperuser()) {
      addToTemplate("(events)");
      other
          .createStatement()
          .execute(
              "select pg_advisory_lock(hashtextextended('contrail.indexes.projection.counter_total_g1', 0))");
      assertThat(missing.addBeside(generation)).isFalse();
      other.createStatement().execute("select pg_advisory_unlock_all()");
      assertThat(missing.addBeside(generation)).isTrue();
      assertThat(indexes()).hasSize(1);
    }
  }
}
