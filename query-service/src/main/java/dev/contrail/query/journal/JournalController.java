package dev.contrail.query.journal;

import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Page;
import dev.contrail.query.http.Parameters;
import dev.contrail.query.journal.JournalReader.Completeness;
import dev.contrail.query.journal.JournalReader.Search;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The raw history. */
@RestController
@RequestMapping("/api/events")
@Reads(Journal.NAME)
final class JournalController {

  private static final int MAX_LIMIT = 1_000;

  private final JournalReader reader;

  JournalController(JournalReader reader) {
    this.reader = reader;
  }

  /** Events in the order of their positions. */
  @GetMapping
  ResponseEntity<Page<JournalEvent>> find(
      @RequestParam(name = "type", required = false) @Nullable String type,
      @RequestParam(name = "stream", required = false) @Nullable String stream,
      @RequestParam(name = "from", required = false) @Nullable String from,
      @RequestParam(name = "to", required = false) @Nullable String to,
      @RequestParam(name = "after", defaultValue = "0") long after,
      @RequestParam(name = "limit", defaultValue = "100") int limit) {
    if (after < 0) {
      throw Parameters.invalid("after", "is a position");
    }
    var fits = Parameters.limit(limit, MAX_LIMIT);
    var search =
        new Search(
            type,
            stream,
            Parameters.instant("from", from),
            Parameters.instant("to", to),
            after,
            fits + 1);
    return Page.of(reader.find(search), fits, event -> Long.toString(event.position()));
  }

  /** Whether all events are here. */
  @GetMapping("/completeness")
  Completeness completeness() {
    return reader.completeness();
  }
}
