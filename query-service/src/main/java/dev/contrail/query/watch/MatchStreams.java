package dev.contrail.query.watch;

import dev.contrail.query.live.EventSource;
import dev.contrail.query.live.EventStream;
import dev.contrail.query.live.ServerEvent;
import dev.contrail.query.watch.MatchReader.Shown;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** Pushes matches to clients: what is kept is read again, so nobody has to be fast. */
final class MatchStreams {

  private static final int AT_ONCE = 200;
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final MatchReader matches;
  private final WatchTable table;
  private final JsonMapper json;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  MatchStreams(MatchReader matches, WatchTable table, JsonMapper json) {
    this.matches = matches;
    this.table = table;
    this.json = json;
  }

  /** From any thread: there are new matches. */
  void awaken() {
    open.forEach(EventStream::awaken);
  }

  /**
   * Matches in the order of their positions until the watch is deleted.
   *
   * @param after position before the first one wanted
   */
  EventSource of(Watch watch, boolean alertsOnly, long after) {
    return stream -> {
      open.add(stream);
      try {
        follow(stream, watch, alertsOnly, after);
      } finally {
        open.remove(stream);
      }
    };
  }

  private void follow(EventStream stream, Watch watch, boolean alertsOnly, long after)
      throws IOException {
    var sent = after;
    var isReady = false;
    while (true) {
      var complete = isReady || table.find(watch.id()).map(Watch::caughtUp).isEmpty();
      var part = matches.find(watch.id(), alertsOnly, sent, AT_ONCE);
      for (var match : part) {
        sent = match.event().position();
        stream.send(event(match), Long.toString(sent));
      }
      if (part.isEmpty() && table.find(watch.id()).isEmpty()) {
        return;
      }
      if (part.size() < AT_ONCE) {
        if (!isReady && complete) {
          isReady = true;
          stream.send(ServerEvent.READY, Long.toString(sent));
        }
        stream.pause(LOOK);
      }
    }
  }

  private ServerEvent event(Shown match) {
    return ServerEvent.of(match.alert() ? "alert" : "match", json.writeValueAsString(match));
  }
}
