package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.events.ChainedEvent;
import dev.contrail.query.fixture.QueryDatabase;
import dev.contrail.query.fixture.TestLog;
import dev.contrail.query.fixture.TestTopic;
import dev.contrail.query.projection.RebuildTable.State;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What rows have been, through every life of a generation. */
@Execution(ExecutionMode.CONCURRENT)
class HistoryIntegrationTests {

  private static final int EVENTS = 600;

  private final TestTopic topic = new TestTopic(CounterWorld.PARTITIONS);
  private final CounterWorld world =
      new CounterWorld(
          topic,
          QueryDatabase.migrated("classpath:db/counter"),
          new TestLog<>(topic.topic(), CounterEvent.CODEC),
          List.of(new KeptTotals(), new KeptMarks()));
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final RandomCounters counters = new RandomCounters(world, random);

  HistoryIntegrationTests() {
    System.out.println("seed " + seed);
  }

  @AfterEach
  void close() {
    world.close();
  }

  /** Parts of the log, each beginning somewhat before the last one's end, as a relay may. */
  private void tell(int events) {
    var published = world.log().events().size();
    for (var i = 0; i < events; i++) {
      counters.append();
    }
    var log = world.log().events();
    while (published < log.size()) {
      var begin = Math.max(0, published - random.nextInt(40));
      published = Math.min(log.size(), published + 1 + random.nextInt(200));
      topic.publish(log.subList(begin, published));
    }
  }

  private <V extends Record> Set<V> stored(Projection<?, ?, V> projection, Instant time) {
    var columns = new RecordColumns<>(projection.rowType());
    var sql =
        "select %s from projection.%s_history where valid_during @> :time"
            .formatted(RowTable.list(columns, RecordColumns.Column::name), projection.name());
    return new HashSet<>(
        world
            .database()
            .asSuperuser()
            .sql(sql)
            .param("time", time.atOffset(ZoneOffset.UTC))
            .query((row, _) -> columns.read(row))
            .list());
  }

  /** Red if a batch keeps but the last state of a row, or ends a state at the batch's end. */
  private void assertEveryTimeIsTheFoldUpToIt(Projection<?, ?, ?> projection) {
    var log = world.log().events();
    for (var i = 0; i < 20; i++) {
      var last = random.nextInt(log.size());
      var until = log.subList(0, last + 1);
      var at = until.getLast().event().recordedAt();
      var time = random.nextBoolean() ? at : at.plusNanos(1_000L * random.nextInt(1_000));
      assertThat(stored(projection, time))
          .as("%s at %s", projection.name(), time)
          .isEqualTo(PureFold.rows(projection, until));
    }
    assertThat(stored(projection, first(log).minusNanos(1_000))).isEmpty();
  }

  private static Instant first(List<ChainedEvent> log) {
    return log.getFirst().event().recordedAt();
  }

  private boolean exists(String table) {
    return Boolean.TRUE.equals(
        world
            .database()
            .asSuperuser()
            .sql("select to_regclass('projection.' || :table) is not null")
            .param("table", table)
            .query(Boolean.class)
            .single());
  }

  /** A rebuild goes without most of them until it has caught up. */
  private int indexes(String table) {
    return world
        .database()
        .asSuperuser()
        .sql("select count(*) from pg_index where indrelid = ('projection.' || :table)::regclass")
        .param("table", table)
        .query(Integer.class)
        .single();
  }

  private static void awaitState(Instance instance, State state) {
    eventually(() -> assertThat(instance.rebuild("kept_total").state()).isEqualTo(state));
  }

  @Test
  void everyTimeIsTheFoldUpToItAlsoAfterRestartRebuildAndRollback() {
    try (var _ = world.start()) {
      tell(EVENTS / 2);
      eventually(world::assertEqualsTheFold);
    }
    try (var _ = world.start()) {
      tell(EVENTS / 2);
      eventually(world::assertEqualsTheFold);
      world.projections().forEach(this::assertEveryTimeIsTheFoldUpToIt);
    }
    var doubled = new KeptTotals.Doubled();
    try (var instance = world.start(doubled)) {
      awaitState(instance, State.SWITCHED);
      assertEveryTimeIsTheFoldUpToIt(doubled);
      assertThat(instance.rebuild("kept_total").difference())
          .containsPattern("\"history\":\\{\"added\":0,\"removed\":0,\"changed\":0,");
      assertThat(indexes("kept_total_g2_history")).isEqualTo(indexes("kept_total_g1_history"));
      instance.operator.rollback("kept_total");
      assertEveryTimeIsTheFoldUpToIt(new KeptTotals());
      instance.operator.drop("kept_total", 2);
      assertThat(exists("kept_total_g2_history")).isFalse();
      assertThat(exists("kept_total_g1_history")).isTrue();
    }
  }

  @Test
  void anAuditFindsWhatHasDriftedInThePastAlone() {
    world.raise("a", 1);
    world.raise("a", 2);
    topic.publish(world.log().events());
    try (var instance = world.start()) {
      eventually(world::assertEqualsTheFold);
      world
          .database()
          .asSuperuser()
          .sql("update projection.kept_total_g1_history set total = 17 where events = 1")
          .update();
      instance.operator.audit("kept_total");
      awaitState(instance, State.AUDITED);
      assertThat(instance.rebuild("kept_total").difference())
          .startsWith("{\"added\":0,\"removed\":0,\"changed\":0,\"changedAsExpected\":0")
          .contains("\"history\":{\"added\":0,\"removed\":0,\"changed\":1,")
          .contains("\"total\":17");
      assertThat(exists("kept_total_g2_history")).isFalse();
    }
  }

  @Test
  void aGenerationThatWasMadeWithoutHistoryIsFoldedOnUntilOneWithItIsRead() {
    world.raise("a", 1);
    topic.publish(world.log().events());
    var before =
        new KeptTotals() {
          @Override
          public boolean keepsHistory() {
            return false;
          }
        };
    try (var _ = world.start(before)) {
      eventually(world::assertEqualsTheFold);
      assertThat(exists("kept_total_history")).isFalse();
    }
    try (var instance = world.start(new KeptTotals.Doubled())) {
      awaitState(instance, State.SWITCHED);
      world.raise("a", 2);
      topic.publish(world.log().events().getLast());
      eventually(() -> assertEveryTimeIsTheFoldUpToIt(new KeptTotals.Doubled()));
      instance.operator.rollback("kept_total");
      assertThat(exists("kept_total_history")).isFalse();
    }
  }
}
