package dev.contrail.query.watch;

import dev.contrail.query.journal.JournalEvent;
import dev.contrail.query.watch.Windows.Key;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Keeps matches and says which of them are alerts. Used by one thread, in its transactions. */
final class MatchWriter {

  /** An event that a watch has matched just now. */
  record Found(Watch watch, JournalEvent event, JsonNode data) {

    @Nullable Window window() {
      return watch.definition().window();
    }

    Match match() {
      var window = window();
      return new Match(
          watch.id(),
          event.position(),
          event.recordedAt(),
          window == null ? null : window.keyOf(data),
          false,
          false);
    }
  }

  private final MatchTable table;
  private final int keep;
  private final Map<UUID, Integer> sincePruned = new HashMap<>();

  /**
   * @param keep matches of each watch, more or less
   */
  MatchWriter(MatchTable table, int keep) {
    this.table = table;
    this.keep = keep;
  }

  /**
   * Keeps what was found.
   *
   * @param found those of a watch in the order of their positions
   */
  List<Match> write(List<Found> found) {
    if (found.isEmpty()) {
      return List.of();
    }
    var matches = found.stream().map(Found::match).toList();
    var windows = new Windows(table.past(needed(found, matches)));
    var kept = new ArrayList<Match>();
    for (var i = 0; i < found.size(); i++) {
      var window = found.get(i).window();
      kept.add(window == null ? matches.get(i) : windows.add(matches.get(i), window));
    }
    table.insert(kept);
    found.forEach(one -> countToPrune(one.watch()));
    return kept;
  }

  private static Map<Key, Integer> needed(List<Found> found, List<Match> matches) {
    var needed = new HashMap<Key, Integer>();
    for (var i = 0; i < found.size(); i++) {
      var window = found.get(i).window();
      var key = matches.get(i).windowKey();
      if (window != null && key != null) {
        needed.put(new Key(found.get(i).watch().id(), key), window.count());
      }
    }
    return needed;
  }

  /** Not with every match: a tenth more may be there. */
  private void countToPrune(Watch watch) {
    if (sincePruned.merge(watch.id(), 1, Integer::sum) > keep / 10) {
      sincePruned.remove(watch.id());
      var window = watch.definition().window();
      table.prune(watch.id(), keep, window == null ? Duration.ZERO : window.within());
    }
  }
}
