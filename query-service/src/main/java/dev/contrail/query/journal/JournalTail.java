package dev.contrail.query.journal;

import dev.contrail.query.live.EventSource;
import dev.contrail.query.live.EventStream;
import dev.contrail.query.live.ServerEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends events to clients in the order of their positions, first those that are there, then each as
 * it arrives, and none before all earlier ones have arrived. Each client is read for as fast as it
 * takes: the journal is the buffer.
 */
final class JournalTail {

  private static final int AT_ONCE = 200;

  /** How often it is looked without being told. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final JournalReader reader;
  private final JournalPrefix prefix;
  private final JsonMapper json;
  private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

  JournalTail(JournalReader reader, JournalPrefix prefix, JsonMapper json) {
    this.reader = reader;
    this.prefix = prefix;
    this.json = json;
  }

  /** From any thread: the journal may have grown. */
  void awaken() {
    prefix.outdated();
    open.forEach(EventStream::awaken);
  }

  /**
   * The events of one client.
   *
   * @param after position before the first one wanted
   */
  EventSource of(EventFilter filter, long after) {
    return stream -> {
      open.add(stream);
      try {
        follow(stream, filter, after);
      } finally {
        open.remove(stream);
      }
    };
  }

  private void follow(EventStream stream, EventFilter filter, long after) throws IOException {
    var sent = new AtomicLong(after);
    // a client to whom nothing is sent need not begin where it did when it comes back
    stream.restingAt(() -> Optional.of(sent.toString()));
    var upTo = catchUp(stream, filter, sent);
    stream.send(ServerEvent.READY, sent.toString());
    while (true) {
      stream.pause(LOOK);
      if (prefix.reached() == upTo) {
        prefix.outdated(); // news may have been lost
      }
      upTo = catchUp(stream, filter, sent);
    }
  }

  /** Sends all that has arrived; returns how far that is. */
  private long catchUp(EventStream stream, EventFilter filter, AtomicLong sent) throws IOException {
    var upTo = prefix.lookAgain();
    while (sent.get() < upTo) {
      sent.set(send(stream, filter, sent.get(), upTo));
    }
    return upTo;
  }

  private long send(EventStream stream, EventFilter filter, long after, long upTo)
      throws IOException {
    var part = reader.find(filter, after, upTo, AT_ONCE);
    for (var event : part) {
      stream.send(
          ServerEvent.of("event", json.writeValueAsString(event)), Long.toString(event.position()));
    }
    stream.flush();
    return part.size() < AT_ONCE ? upTo : part.getLast().position();
  }
}
