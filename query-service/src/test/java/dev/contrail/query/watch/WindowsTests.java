package dev.contrail.query.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.query.fixture.JournalTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A full window alerts once, and again after it has been empty. */
class WindowsTests {

  private static final UUID WATCH = new UUID(1, 1);
  private static final Window THREE_IN_TEN =
      new Window(3, Duration.ofSeconds(10), List.of("$.counter"));

  private static List<Long> alerts(Window window, long... seconds) {
    var windows = new Windows(Map.of());
    var alerts = new ArrayList<Long>();
    for (var i = 0; i < seconds.length; i++) {
      if (windows.add(match(i, JournalTable.BEGIN.plusSeconds(seconds[i])), window).alert()) {
        alerts.add(seconds[i]);
      }
    }
    return alerts;
  }

  private static Match match(long position, Instant time) {
    return new Match(WATCH, position, time, "[]", false, false);
  }

  @Test
  void itAlertsWithTheMatchThatFillsIt() {
    assertThat(alerts(THREE_IN_TEN, 0, 4, 9)).containsExactly(9L);
  }

  @Test
  void whatIsAsOldAsTheWindowIsWideIsOutOfIt() {
    assertThat(alerts(THREE_IN_TEN, 0, 4, 10)).isEmpty();
    assertThat(alerts(THREE_IN_TEN, 0, 4, 10, 13)).containsExactly(13L);
  }

  @Test
  void itAlertsOnceWhileMatchesGoOn() {
    assertThat(alerts(THREE_IN_TEN, 0, 1, 2, 3, 4, 5, 14, 23, 24, 25)).containsExactly(2L);
  }

  @Test
  void itAlertsAgainAfterItHasBeenEmpty() {
    assertThat(alerts(THREE_IN_TEN, 0, 1, 2, 3, 13, 14, 15)).containsExactly(2L, 15L);
  }

  /** Cure: the state of a window is made of the kept matches alone. */
  @Test
  void itGoesOnWhereTheKeptMatchesEnd() {
    var seed = new Random().nextLong();
    System.out.println("seed " + seed);
    var random = new Random(seed);
    for (var round = 0; round < 200; round++) {
      var window = new Window(2 + random.nextInt(4), Duration.ofSeconds(10), List.of());
      var kept = new TreeMap<Long, Match>();
      var times = new HashMap<Long, Instant>();
      var windows = new Windows(Map.of());
      var time = JournalTable.BEGIN;
      for (var position = 1L; position <= 60; position++) {
        if (random.nextInt(5) == 0) {
          windows = restarted(window, kept);
        }
        time = time.plusSeconds(random.nextInt(random.nextInt(10) == 0 ? 15 : 5));
        times.put(position, time);
        kept.put(position, windows.add(match(position, time), window));
      }
      assertThat(kept.values().stream().filter(Match::alert).map(Match::position))
          .containsExactlyElementsOf(PlainWindows.alerts(window, times));
    }
  }

  private static Windows restarted(Window window, TreeMap<Long, Match> kept) {
    if (kept.isEmpty()) {
      return new Windows(Map.of());
    }
    var last =
        kept.descendingMap().values().stream()
            .limit(window.count())
            .map(Match::recordedAt)
            .toList();
    var past = new Windows.Past(last.reversed(), kept.lastEntry().getValue().alerted());
    return new Windows(Map.of(new Windows.Key(WATCH, "[]"), past));
  }
}
