package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.fixture.QueryDatabase;
import dev.contrail.query.projection.CounterEvent.Totals;
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
      Callable<Generation> start = () -> generations.live(new Totals());
      var made = threads.invokeAll(Stream.generate(() -> start).limit(4).toList());
      for (var one : made) {
        assertThat(one.get()).isEqualTo(new Generation("counter_total", 1));
      }
    }
  }

  @Test
  void anotherVersionIsAnotherGenerationUnderTheSameName() {
    generations.live(new Totals());
    insertInto("counter_total_g1");
    assertThat(generationRead()).isEqualTo(1);

    assertThat(generations.live(new TotalsTwo()).number()).isEqualTo(2);

    assertThat(generationRead()).isEqualTo(0);
    insertInto("counter_total_g2");
    assertThat(generationRead()).isEqualTo(2);
    assertThat(generations.live(new TotalsTwo()).number()).isEqualTo(2);
  }
}
