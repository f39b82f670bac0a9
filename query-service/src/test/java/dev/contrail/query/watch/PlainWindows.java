package dev.contrail.query.watch;

import dev.contrail.query.fixture.JournalTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which matches of one key are alerts, found by looking at all that were before each of them. */
final class PlainWindows {

  private PlainWindows() {}

  /** The matches of a window watch that alert, found by looking at all before each of them. */
  static Set<Long> alerts(Window window, Map<Long, Instant> matches) {
    var alerts = new TreeSet<Long>();
    var positions = new TreeSet<>(matches.keySet());
    for (var position : positions) {
      var time = time(matches, position);
      var before = positions.headSet(position, true);
      var within = before.stream().filter(p -> isWithin(window, time(matches, p), time)).count();
      var runBegins = position;
      for (var p : positions.headSet(position, false).descendingSet()) {
        if (!isWithin(window, time(matches, p), time(matches, runBegins))) {
          break;
        }
        runBegins = p;
      }
      if (within >= window.count() && alerts.subSet(runBegins, position).isEmpty()) {
        alerts.add(position);
      }
    }
    return alerts;
  }

  private static Instant time(Map<Long, Instant> matches, long position) {
    return matches.getOrDefault(position, JournalTable.BEGIN);
  }

  private static boolean isWithin(Window window, Instant earlier, Instant time) {
    return Duration.between(earlier, time).compareTo(window.within()) < 0;
  }
}
