package dev.contrail.query.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Says which matches fill a window. A window is full when so many matches of one key lie within its
 * time; it alerts once, and again only after it has been empty: when no match of the key came for
 * as long as the window is wide. Derived from the matches before, and from nothing else: the
 * events' own times, no clock. Matches of a watch come in the order of their positions.
 */
final class Windows {

  /** A watch and what its window counts by. */
  record Key(UUID watch, String key) {}

  /**
   * The matches that a key had before.
   *
   * @param times of the latest, the last one last
   * @param alerted whether the last one says so
   */
  record Past(List<Instant> times, boolean alerted) {

    static final Past NONE = new Past(List.of(), false);
  }

  private static final class State {

    private final Deque<Instant> times;
    private boolean alerted;

    State(Past past) {
      this.times = new ArrayDeque<>(past.times());
      this.alerted = past.alerted();
    }

    /** Whether the window becomes full. */
    boolean add(Instant time, int count, Duration within) {
      var last = times.peekLast();
      if (last != null && !last.plus(within).isAfter(time)) {
        times.clear();
        alerted = false;
      }
      times.addLast(time);
      if (times.size() > count) {
        times.removeFirst();
      }
      var full = times.size() == count && times.getFirst().plus(within).isAfter(time);
      var alert = full && !alerted;
      alerted |= full;
      return alert;
    }
  }

  private final Map<Key, State> states = new HashMap<>();

  Windows(Map<Key, Past> past) {
    past.forEach((key, matches) -> states.put(key, new State(matches)));
  }

  /** The match as it is to be kept. */
  Match add(Match match, Window window) {
    if (match.windowKey() == null) {
      throw new IllegalArgumentException("the watch has a window, its match no key");
    }
    var state =
        states.computeIfAbsent(
            new Key(match.watch(), match.windowKey()), _ -> new State(Past.NONE));
    var alert = state.add(match.recordedAt(), window.count(), window.within());
    return new Match(
        match.watch(),
        match.position(),
        match.recordedAt(),
        match.windowKey(),
        alert,
        state.alerted);
  }
}
