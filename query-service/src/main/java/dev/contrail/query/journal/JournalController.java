package dev.contrail.query.journal;

import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Page;
import dev.contrail.query.http.Parameters;
import dev.contrail.query.live.EventClient;
import dev.contrail.security.Allowance;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.support.ExtendedServletRequestDataBinder;

/** The raw history. */
@RestController
@RequestMapping("/api/events")
@Reads(Journal.NAME)
final class JournalController {

  private static final String NDJSON = "application/x-ndjson";
  private static final int MAX_LIMIT = 1_000;

  private final JournalReader reader;
  private final JournalExport export;
  private final JournalTail tail;
  private final JdbcClient jdbc;

  JournalController(JournalReader reader, JournalExport export, JournalTail tail, JdbcClient jdbc) {
    this.reader = reader;
    this.export = export;
    this.tail = tail;
    this.jdbc = jdbc;
  }

  /** A header of the same name is no parameter. */
  @InitBinder("eventQuery")
  void parametersOnly(ExtendedServletRequestDataBinder binder) {
    binder.setHeaderPredicate(_ -> false);
  }

  /** Events in the order of their positions. */
  @GetMapping
  ResponseEntity<Page<JournalEvent>> find(
      @ModelAttribute EventQuery query,
      @RequestParam(name = "after", defaultValue = "0") long after,
      @RequestParam(name = "limit", defaultValue = "100") int limit) {
    var fits = Parameters.limit(limit, MAX_LIMIT);
    var found = reader.find(query.filter(), Positions.of(after), Long.MAX_VALUE, fits + 1);
    return Page.of(found, fits, event -> Long.toString(event.position()));
  }

  /**
   * All events, one a line, the last line saying that it is the last one. Breaks off without it
   * when the token ends.
   */
  @GetMapping(produces = NDJSON)
  void export(
      @ModelAttribute EventQuery query,
      @RequestParam(name = "after", defaultValue = "0") long after,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var filter = query.filter();
    ShallowEtagHeaderFilter.disableContentCaching(request);
    response.setContentType(NDJSON);
    export.write(
        filter,
        Positions.of(after),
        Allowance.of(request)::holds,
        new BufferedOutputStream(response.getOutputStream()));
  }

  /** All events after one, and then each that comes. */
  @GetMapping(produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void follow(
      @ModelAttribute EventQuery query,
      @RequestParam(name = "after", defaultValue = "0") long after,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      EventClient client) {
    var begin = lastEventId == null ? Positions.of(after) : Positions.ofEventId(lastEventId);
    client.stream(tail.of(query.filter(), begin));
  }

  /** Whether all events are here. */
  @GetMapping("/completeness")
  Completeness completeness() {
    return Completeness.of(jdbc, reader.cell());
  }
}
