package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.contrail.query.fixture.QueryDatabase;
import dev.contrail.query.projection.CounterEvent.Totals;
import dev.contrail.query.projection.Generations.Known;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GenerationsIntegrationTests {

  /** The same projection after somebody changed it. */
  private static final class TotalsTwo extends Totals {
    @Override
    public int version() {
      return 2;
    }
  }

  private final QueryDatabase database = QueryDatabase.migrated("classpath:db/counter");
  private final RunnerDatabase connections = new RunnerDatabase(database.details(), 4);
  private final Generations generations =
      new Generations(connections.jdbc(), connections.transactions(), 3);

  @AfterEach
  void close() {
    connections.close();
  }

  private int generationRead() {
    return database
        .asSuperuser()
        .sql("select coalesce(max(generation), 0) from projection.counter_total")
        .query(Integer.class)
        .single();
  }

  private void insertInto(String table) {
    connections.jdbc().update("insert into projection." + table + " values ('a', 1, 1, 1, 1)");
  }

  @Test
  void instancesThatStartTogetherMakeOneGeneration() throws Exception {
    try (var threads = Executors.newFixedThreadPool(4)) {
      Callable<Boolean> start =
          () -> {
            generations.ensure(new Totals());
            return true;
          };
      for (var done : threads.invokeAll(Stream.generate(() -> start).limit(4).toList())) {
        assertThat(done.get()).isTrue();
      }
      assertThat(generations.all())
          .containsExactly(new Known(new Generation("counter_total", 1), 1, true, true));
    }
  }

  @Test
  void aLaterVersionAsksForARebuildOnceAndLeavesWhatIsRead() {
    generations.ensure(new Totals());
    insertInto("counter_total_g1");

    generations.ensure(new TotalsTwo());
    generations.ensure(new TotalsTwo());
    generations.ensure(new Totals()); // an instance that is not replaced yet

    assertThat(generationRead()).isEqualTo(1);
    assertThat(generations.all())
        .containsExactly(
            new Known(new Generation("counter_total", 1), 1, true, true),
            new Known(new Generation("counter_total", 2), 2, false, false));
  }

  @Test
  void whatIsReadCannotBeDropped() {
    generations.ensure(new Totals());
    var other = generations.requestRebuild(new Totals(), false, null);
    assertThatIllegalStateException()
        .isThrownBy(() -> generations.drop(new Generation("counter_total", 1)));
    assertThatIllegalStateException()
        .isThrownBy(() -> generations.requestRebuild(new Totals(), true, null));

    generations.drop(other);

    assertThat(generations.all()).hasSize(1);
    assertThat(generations.requestRebuild(new Totals(), true, null).number()).isEqualTo(3);
  }
}
