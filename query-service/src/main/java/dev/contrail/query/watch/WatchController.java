package dev.contrail.query.watch;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.contrail.events.ConsistencyToken;
import dev.contrail.query.consistency.Reads;
import dev.contrail.query.http.Page;
import dev.contrail.query.http.Parameters;
import dev.contrail.query.journal.JournalReader;
import dev.contrail.query.journal.Positions;
import dev.contrail.query.live.EventClient;
import dev.contrail.query.watch.MatchReader.Shown;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Standing queries and what they have matched. */
@RestController
@RequestMapping("/api/watches")
@Reads({JournalReader.PROJECTION, WatchLoop.NAME})
final class WatchController {

  private static final int MAX_LIMIT = 1_000;

  private final Watches watches;
  private final MatchReader matches;
  private final MatchStreams streams;

  WatchController(Watches watches, MatchReader matches, MatchStreams streams) {
    this.watches = watches;
    this.matches = matches;
    this.streams = streams;
  }

  /**
   * A watch as it is shown.
   *
   * @param matchedUpTo the position up to which all its matches have been found
   */
  record View(
      UUID id,
      String name,
      @JsonUnwrapped Definition definition,
      long since,
      long matchedUpTo,
      Instant createdAt) {}

  private View view(Watch watch) {
    return new View(
        watch.id(),
        watch.name(),
        watch.definition(),
        watch.since(),
        watches.matchedUpTo(watch),
        watch.createdAt());
  }

  /** Begins to watch. What is found is kept, and told to whoever follows it. */
  @PostMapping
  ResponseEntity<View> create(@RequestBody WatchRequest request) {
    var definition = request.definition();
    var name = Objects.requireNonNullElse(request.name(), "");
    var watch = watches.create(name, definition, request.since());
    return ResponseEntity.created(URI.create("/api/watches/" + watch.id())).body(view(watch));
  }

  /** All watches, in the order of their ids. */
  @GetMapping
  ResponseEntity<Page<View>> find(
      @RequestParam(name = "after", required = false) @Nullable String after,
      @RequestParam(name = "limit", defaultValue = "100") int limit) {
    var fits = Parameters.limit(limit, MAX_LIMIT);
    var found = watches.after(after, fits + 1).stream().map(this::view).toList();
    return Page.of(found, fits, watch -> watch.id().toString());
  }

  /** One watch, and how far it has come. */
  @GetMapping("/{id}")
  View get(@PathVariable("id") UUID id) {
    return view(watches.require(id));
  }

  /** Ends a watch, and forgets what it has found. */
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void delete(@PathVariable("id") UUID id) {
    watches.delete(id);
  }

  /** What a watch has found, in the order of positions. */
  @GetMapping("/{id}/matches")
  ResponseEntity<Page<Shown>> matches(
      @PathVariable("id") UUID id,
      @RequestHeader(name = ConsistencyToken.HEADER, required = false) @Nullable String token,
      @RequestParam(name = "alerts", defaultValue = "false") boolean alerts,
      @RequestParam(name = "after", defaultValue = "0") long after,
      @RequestParam(name = "limit", defaultValue = "100") int limit) {
    var fits = Parameters.limit(limit, MAX_LIMIT);
    var watch = watches.require(id);
    if (token != null) {
      watch.requireCaughtUp();
    }
    List<Shown> found = matches.find(id, alerts, Positions.of(after), fits + 1);
    return Page.of(found, fits, match -> Long.toString(match.event().position()));
  }

  /** Those there are, then each new one. */
  @GetMapping(path = "/{id}/matches", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  void follow(
      @PathVariable("id") UUID id,
      @RequestParam(name = "alerts", defaultValue = "false") boolean alerts,
      @RequestParam(name = "after", defaultValue = "0") long after,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
      EventClient client) {
    var begin = lastEventId == null ? Positions.of(after) : Positions.ofEventId(lastEventId);
    client.stream(streams.of(watches.require(id), alerts, begin));
  }
}
