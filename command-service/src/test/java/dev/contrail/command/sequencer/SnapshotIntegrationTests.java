package dev.contrail.command.sequencer;

import static dev.contrail.command.counter.Counters.counter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.counter.CounterEvent;
import dev.contrail.command.counter.CounterEvent.Counted;
import dev.contrail.command.counter.CounterEvent.CounterReset;
import dev.contrail.command.counter.Counters;
import dev.contrail.command.eventstore.Snapshot;
import dev.contrail.command.eventstore.StreamBeginning;
import dev.contrail.command.eventstore.StreamBeginning.Wanted;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SnapshotIntegrationTests {

  private static final int EVERY = 7;
  private static final String FINGERPRINT = Counters.TYPE.stateCodec().fingerprint();
  private final CommandDatabase database = new CommandDatabase();
  private final SequencerMetrics metrics =
      new SequencerMetrics(new SimpleMeterRegistry(), new ArrayBlockingQueue<>(1));
  private final Snapshots snapshots = new Snapshots(database.snapshots(), EVERY);

  @AfterEach
  void stop() {
    snapshots.stop();
  }

  @Test
  void aStateIsTheSameWithAndWithoutSnapshots() {
    var seed = new Random().nextLong();
    var random = new Random(seed);
    for (var round = 0; round < 40; round++) {
      record("a" + random.nextInt(3), 1 + random.nextInt(2 * EVERY), random);
      for (var i = 0; i < 3; i++) {
        var stream = "counter-a" + i;
        var read = load(counter("a" + i));
        var folded = fold(stream);
        assertThat(read).as("seed %d, %s", seed, stream).isEqualTo(folded);
      }
    }
    snapshots.stop();
    assertThat(database.count("snapshot")).isPositive();
  }

  @Test
  void aColdLoadOfManyEventsLeavesASnapshot() {
    record("a", EVERY, new Random(1));
    load(counter("a"));
    record("b", EVERY + 1, new Random(1));
    var loaded = load(counter("b"));
    snapshots.stop();
    assertThat(kept("a")).isEmpty();
    assertThat(kept("b"))
        .hasValue(new Snapshot("counter-b", 8, 15, "counter", FINGERPRINT, "" + loaded.state()));
  }

  @Test
  void commandsLeaveASnapshotNowAndThen() {
    var sequencer = database.sequencer();
    for (var i = 0; i < 2 * CommandDatabase.SETTINGS.snapshotEvery() + 50; i++) {
      sequencer.execute(Counters.count("a", 1, 1_000));
    }
    await()
        .untilAsserted(() ->
            assertThat(kept("a"))
                .hasValueSatisfying(kept -> assertThat(kept.version()).isEqualTo(200)));
    sequencer.stop();
  }

  @Test
  void aSnapshotOfOtherCodeIsNotReadAndMakesWay() {
    record("a", EVERY, new Random(1));
    var folded = load(counter("a"));
    put(7, "other", "\"what this code cannot read\"");
    assertThat(load(counter("a"))).isEqualTo(folded);
    put(3, FINGERPRINT, "123");
    assertThat(load(counter("a")).head()).isEqualTo(folded.head());
    assertThat(kept("a")).hasValueSatisfying(kept -> assertThat(kept.version()).isEqualTo(3));
  }

  @Test
  void aSnapshotAheadOfTheLogIsIgnoredAndMakesWay() {
    record("a", EVERY, new Random(1));
    put(7, FINGERPRINT, "1000000");
    database.tamper("delete from event where position > 5");
    assertThat(load(counter("a")).head().version()).isEqualTo(5);
    put(4, FINGERPRINT, "1000000");
    assertThat(load(counter("a")).state()).isGreaterThanOrEqualTo(1_000_000);
  }

  @Test
  void aSnapshotOfAnotherHistoryIsIgnored() {
    record("a", EVERY, new Random(1));
    put(7, FINGERPRINT, "1000000");
    database.tamper("delete from event where position > 5");
    record("a", 4, new Random(2));
    assertThat(load(counter("a")).state()).isLessThan(1_000_000);
    assertThat(load(counter("a")).head().version()).isEqualTo(9);
  }

  @Test
  void aSnapshotIsNeverAheadOfTheLogNorBehindTheOneThatIsThere() {
    record("a", EVERY, new Random(1));
    put(8, FINGERPRINT, "1");
    assertThat(database.count("snapshot")).isZero();
    put(6, FINGERPRINT, "6");
    put(5, FINGERPRINT, "5");
    assertThat(kept("a")).hasValueSatisfying(kept -> assertThat(kept.version()).isEqualTo(6));
  }

  @Test
  void aSnapshotThatCannotBeReadIsNoObstacle() {
    record("a", EVERY, new Random(1));
    put(7, FINGERPRINT, "{\"no\":\"number\"}");
    assertThat(load(counter("a")).head().version()).isEqualTo(7);
  }

  /** In these tests the first stream's versions are positions. */
  private void put(long version, String fingerprint, String state) {
    database
        .snapshots()
        .put(new Snapshot("counter-a", version, version, "counter", fingerprint, state));
  }

  private Optional<Snapshot> kept(String id) {
    var wanted = new Wanted("counter-" + id, "counter", FINGERPRINT);
    var beginning = database.snapshots().beginnings(List.of(wanted), 1).get(wanted.streamId());
    return Optional.ofNullable(beginning).map(StreamBeginning::snapshot);
  }

  private <S, E> StreamState<S, E> load(Target<S, E> target) {
    var cache = new StateCache(database.store(), snapshots, metrics, 10);
    return StateCache.typed(target, cache.load(List.of(target)).of(target.streamId()));
  }

  private StreamState<Integer, CounterEvent> fold(String stream) {
    var state = new AtomicReference<>(StreamState.initial(Counters.TYPE));
    database.store().readStream(stream, 0, event -> state.set(state.get().apply(event)));
    return state.get();
  }

  private void record(String id, int events, Random random) {
    var sequencer = database.sequencer();
    sequencer.execute(
        Counters.submission(
            counter(id), states -> Map.of("counter-" + id, random(events, random))));
    sequencer.stop();
  }

  private static List<CounterEvent> random(int count, Random random) {
    var events = new ArrayList<CounterEvent>();
    IntStream.range(0, count)
        .forEach(i ->
            events.add(
                random.nextInt(10) == 0
                    ? new CounterReset()
                    : new Counted(random.nextInt(100), "n")));
    return events;
  }
}
