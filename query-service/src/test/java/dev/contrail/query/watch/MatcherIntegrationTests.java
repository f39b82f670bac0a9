package dev.contrail.query.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.fixture.JournalTable;
import dev.contrail.query.fixture.JournalTable.Row;
import dev.contrail.web.DatabaseProblems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever happens to those who match, each match is there once. */
class MatcherIntegrationTests {

  private static final int EVENTS = 1_200;

  private final JournalTable journal = new JournalTable();
  private final Watchers watchers = new Watchers(journal);
  private final Random random = seeded();
  private final RandomWatches some = new RandomWatches(random);

  private static Random seeded() {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    return new Random(seed);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private Watch create(Definition definition, @Nullable Long since) {
    return watchers.watches().create("", definition, since);
  }

  private static Set<Long> positions(List<Row> rows, Watch watch) {
    var positions = new TreeSet<Long>();
    rows.stream()
        .filter(row -> row.position() > watch.since())
        .filter(row -> RandomWatches.matches(watch.definition(), row))
        .forEach(row -> positions.add(row.position()));
    return positions;
  }

  /**
   * Cures: cursor and matches in one transaction, the cursor locked, matched up to the first
   * position that is missing and no further.
   */
  @Test
  void twoInstancesThatDieAtAnyMomentLoseAndDoubleNothing() throws Exception {
    var rows = LongStream.rangeClosed(1, EVENTS).mapToObj(some::row).toList();
    var watches = new ArrayList<Watch>();
    for (var i = 0; i < 20; i++) {
      watches.add(create(some.definition(), 0L));
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> instances =
          List.of(
              threads.submit(() -> watchers.matchAndDie(new Random(1), EVENTS)),
              threads.submit(() -> watchers.matchAndDie(new Random(2), EVENTS)));
      arriveInAnyOrder(rows);
      for (var instance : instances) {
        instance.get();
      }
    }
    for (var watch : watches) {
      assertThat(watchers.matches(watch).keySet())
          .as(watch.definition().toString())
          .isEqualTo(positions(rows, watch));
    }
  }

  /** Each position within a hundred of where it should be. */
  private void arriveInAnyOrder(List<Row> rows) {
    for (var begin = 0; begin < rows.size(); begin += 100) {
      var part = new ArrayList<>(rows.subList(begin, Math.min(rows.size(), begin + 100)));
      Collections.shuffle(part, random);
      journal.insert(part.subList(0, part.size() / 2));
      journal.insert(part.subList(part.size() / 2, part.size()));
    }
  }

  @Test
  void aWatchBeginsWhereItIsToldAndEndsWhenItIsDeleted() {
    var rows = LongStream.rangeClosed(1, EVENTS).mapToObj(some::row).toList();
    var definition = some.definition();
    journal.insert(rows.subList(0, 1_100));
    var deleted = create(some.definition(), 0L);
    try (var matcher = watchers.matcher()) {
      assertThat(watchers.drain(matcher)).isEqualTo(1_100);
      var fromTheBeginning = create(definition, 0L); // in three parts
      var fromBefore = create(definition, 700L);
      var fromNow = create(definition, null);
      watchers.watches().delete(deleted.id());
      journal.insert(rows.subList(1_100, EVENTS));
      assertThat(watchers.drain(matcher)).isEqualTo(EVENTS);

      assertThat(fromNow.since()).isEqualTo(1_100);
      for (var watch : List.of(fromTheBeginning, fromBefore, fromNow)) {
        assertThat(watchers.matches(watch).keySet())
            .as("since " + watch.since())
            .isEqualTo(positions(rows, watch));
        assertThat(watchers.watches().matchedUpTo(watchers.watches().require(watch.id())))
            .isEqualTo(EVENTS);
      }
      assertThat(watchers.matches(deleted)).isEmpty();
    }
  }

  /**
   * Cure: a step ends by the clock too; a session that is silent for long is ended by the server.
   */
  @Test
  void whoNeedsLongForAnEventCommitsWhatHeHas() {
    var rows = LongStream.rangeClosed(1, 20).mapToObj(some::row).toList();
    var watch = create(some.definition(), 0L);
    journal.insert(rows);
    var seconds = new AtomicLong();
    try (var matcher =
        watchers.matcher(() -> Duration.ofSeconds(seconds.incrementAndGet()).toNanos())) {
      assertThat(matcher.step().more()).isTrue();
      assertThat(watchers.reached()).isEqualTo(2);
      assertThat(watchers.drain(matcher)).isEqualTo(20);
    }
    assertThat(watchers.matches(watch).keySet()).isEqualTo(positions(rows, watch));
  }

  /** Cure: the time for which a request waits with a connection in its hands has an end. */
  @Test
  void nobodyWaitsLongForWhoMatches() {
    watchers.whileTheCursorIsHeld(() -> {
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        assertThat(threads.submit(() -> create(some.definition(), null)))
            .failsWithin(Duration.ofSeconds(30))
            .withThrowableOfType(ExecutionException.class)
            .satisfies(e ->
                assertThat(DatabaseProblems.of((Exception) Objects.requireNonNull(e.getCause())))
                    .as("503")
                    .isPresent());
      }
    });
  }

  /** Cures: the window's past is read from the matches that are kept; a repeat keeps its first. */
  @Test
  void aWindowAlertsOnceWhateverDies() throws Exception {
    var rows = LongStream.rangeClosed(1, EVENTS).mapToObj(this::atAnyTime).toList();
    var window = new Window(4, Duration.ofSeconds(60), List.of("$.counter", "$.at.open"));
    var definition = new Definition(List.of("counter-raised"), List.of(), window);
    var live = create(definition, 0L);
    journal.insert(rows.subList(0, 900));
    watchers.matchAndDie(new Random(3), 900);
    var late = create(definition, 0L);
    journal.insert(rows.subList(900, EVENTS));
    watchers.matchAndDie(new Random(4), EVENTS);

    var expected = new TreeSet<Long>();
    for (var matches : byKey(rows, live).values()) {
      expected.addAll(PlainWindows.alerts(window, matches));
    }
    assertThat(expected).isNotEmpty();
    for (var watch : List.of(live, late)) {
      assertThat(watchers.matches(watch).keySet()).isEqualTo(positions(rows, watch));
      var alerts = new TreeMap<>(watchers.matches(watch));
      alerts.values().removeIf(alert -> !alert);
      assertThat(alerts.keySet()).isEqualTo(expected);
    }
  }

  /** Some close together, some far apart. */
  private Row atAnyTime(long position) {
    var row = some.row(position);
    var time = JournalTable.BEGIN.plusSeconds(position + 100 * (position / 200));
    return new Row(position, row.stream(), row.type(), row.data(), row.metadata(), time);
  }

  private static Map<String, Map<Long, Instant>> byKey(List<Row> rows, Watch watch) {
    var byKey = new HashMap<String, Map<Long, Instant>>();
    for (var row : rows) {
      if (RandomWatches.matches(watch.definition(), row)) {
        var data = row.data();
        var counter = data.substring(data.indexOf("c", 12), data.indexOf(",\"by\""));
        byKey
            .computeIfAbsent(counter + data.contains("\"open\":true"), _ -> new HashMap<>())
            .put(row.position(), row.recordedAt());
      }
    }
    return byKey;
  }

  @Test
  void onlyTheLatestMatchesAreKeptAndThoseOfOpenWindows() {
    var keeping = new Watchers(journal, 200);
    var window = new Window(2, Duration.ofSeconds(900), List.of());
    var simple = create(new Definition(List.of("t"), List.of(), null), 0L);
    var open = create(new Definition(List.of("t"), List.of(), window), 0L);
    journal.insert(
        LongStream.rangeClosed(1, EVENTS)
            .mapToObj(position -> Row.of(position, "t", "{}"))
            .toList());
    try (var matcher = keeping.matcher()) {
      keeping.drain(matcher);
    }
    var kept = watchers.matches(simple).keySet();
    assertThat(kept).hasSizeBetween(200, 220);
    assertThat(Collections.max(kept)).isEqualTo(EVENTS);
    assertThat(watchers.matches(open)).hasSizeBetween(900, 1_000);
  }
}
