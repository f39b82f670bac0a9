package dev.contrail.query.watch;

import dev.contrail.query.journal.JournalEvent;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** One watch alone, for events that were there before it. */
final class Sieve {

  private final Watch watch;
  private final Needs needs;
  private final Set<String> paths;
  private final List<Watch> matched;

  Sieve(Watch watch) {
    this.watch = watch;
    this.needs = Needs.of(watch.definition());
    this.paths = needs.paths();
    this.matched = List.of(watch);
  }

  /** The watch or nothing. */
  List<Watch> match(JournalEvent event, JsonNode data) {
    var types = watch.definition().types();
    var matches =
        event.position() > watch.since()
            && (types.isEmpty() || types.contains(event.type()))
            && Needs.wordsOf(data, paths).containsAll(needs.words())
            && needs.rangesHold(data);
    return matches ? matched : List.of();
  }
}
