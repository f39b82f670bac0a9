package dev.contrail.query.live;

import dev.contrail.query.live.LiveBatch.LiveChange;
import dev.contrail.query.projection.ReadPoint;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends one client its view: what is there, then what changes. It is offered changes before it
 * reads what is there, and passes over those which that has seen already.
 */
final class Viewer<K extends Record, V> implements EventSource {

  /** Batches that a client may have missed; with more it begins anew. */
  private static final int MOST_MISSED = 2_000;

  private static final ServerEvent RESET = ServerEvent.of("reset", "{}");

  private final View<K, V> view;
  private final LiveReader<K, V> reader;
  private final Feed<K, V> feed;
  private final Snapshots snapshots;
  private final String scope;
  private final LongConsumer pushed;
  private final Set<K> shown = new HashSet<>();
  private @Nullable Inbox<LiveBatch<K, V>> inbox;
  private @Nullable ReadPoint seen;

  Viewer(
      View<K, V> view,
      LiveReader<K, V> reader,
      Feed<K, V> feed,
      Snapshots snapshots,
      String scope,
      LongConsumer pushed) {
    this.view = view;
    this.reader = reader;
    this.feed = feed;
    this.snapshots = snapshots;
    this.scope = scope;
    this.pushed = pushed;
  }

  Optional<K> key() {
    return view.key();
  }

  void offer(LiveBatch<K, V> batch) {
    Objects.requireNonNull(inbox).offer(batch);
  }

  @Override
  public void sendTo(EventStream stream) throws IOException, InterruptedException {
    var changes = stream.<LiveBatch<K, V>>inbox();
    inbox = changes;
    feed.add(this);
    try {
      begin(stream);
      stream.restingAt(() -> Optional.of(rest(changes)));
      while (true) {
        apply(stream.next(changes), stream);
      }
    } finally {
      feed.remove(this);
    }
  }

  private void begin(EventStream stream) throws IOException, InterruptedException {
    var last = stream.lastEventId();
    if (last.isEmpty()) {
      sendCurrent(stream);
      return;
    }
    var from = ReadPoint.decode(scope, last.get());
    if (from.isEmpty() || !catchUp(from.get(), stream)) {
      restart(stream);
    }
  }

  private record Missed<K, V>(ReadPoint now, List<LiveChange<K, V>> changes, Collection<V> rows) {}

  /** Sends what has changed after a point; returns false if that is not known. */
  private boolean catchUp(ReadPoint from, EventStream stream)
      throws IOException, InterruptedException {
    var missed = snapshots.begin(() -> missedSince(from));
    if (missed.isEmpty()) {
      return false;
    }
    // what was shown before is not known: whatever has changed and is not to be shown is removed
    if (!view.ownsItsRows()) {
      missed.get().changes().forEach(change -> shown.add(change.key()));
    }
    missed.get().rows().forEach(row -> shown.add(reader.keyOf(row)));
    seen = from;
    send(missed.get().changes(), stream);
    ready(missed.get().now(), stream);
    return true;
  }

  private Optional<Missed<K, V>> missedSince(ReadPoint from) {
    var now = reader.now();
    return reader
        .changed(from, now, MOST_MISSED)
        .map(changed -> {
          var one = view.key();
          var rows = reader.rows(changed, key -> one.isEmpty() || one.get().equals(key));
          return new Missed<>(now, rows, one.isEmpty() ? view.read(reader) : List.of());
        });
  }

  private record Current<V>(ReadPoint now, Collection<V> rows) {}

  private void restart(EventStream stream) throws IOException, InterruptedException {
    stream.send(RESET, null);
    sendCurrent(stream);
  }

  private void sendCurrent(EventStream stream) throws IOException, InterruptedException {
    var current = snapshots.begin(() -> new Current<>(reader.now(), view.read(reader)));
    shown.clear();
    for (var row : current.rows()) {
      var key = reader.keyOf(row);
      shown.add(key);
      stream.send(reader.event(key, row), null);
    }
    if (current.rows().isEmpty() && view.key().isPresent()) {
      stream.send(reader.removed(view.key().get()), null);
    }
    ready(current.now(), stream);
  }

  private void ready(ReadPoint now, EventStream stream) throws IOException {
    seen = now;
    stream.send(ServerEvent.READY, now.encode(scope));
  }

  private void apply(LiveBatch<K, V> batch, EventStream stream)
      throws IOException, InterruptedException {
    var before = Objects.requireNonNull(seen);
    if (!batch.anew() && batch.to().sameLife(before) && before.hasPassed(batch.to())) {
      return;
    }
    if (batch.lost() || !batch.to().sameLife(before)) {
      restart(stream);
      return;
    }
    var changes =
        view.key().map(key -> batch.ofKey().getOrDefault(key, List.of())).orElse(batch.changes());
    send(changes, stream);
    seen = Objects.requireNonNull(seen).and(batch.to());
  }

  private void send(List<LiveChange<K, V>> changes, EventStream stream) throws IOException {
    var rest = LiveBatch.latest(changes, Objects.requireNonNull(seen));
    for (var i = 0; i < rest.size(); i++) {
      var change = rest.get(i);
      var isLastOfItsEvent = i + 1 == rest.size() || !rest.get(i + 1).isOfSameEventAs(change);
      if (isLastOfItsEvent) {
        seen = Objects.requireNonNull(seen).with(change.partition(), change.position());
      }
      send(change, isLastOfItsEvent, stream);
    }
  }

  private void send(LiveChange<K, V> change, boolean withId, EventStream stream)
      throws IOException {
    var id = withId ? Objects.requireNonNull(seen).encode(scope) : null;
    var row = change.row();
    if (row != null && view.shows(row)) {
      shown.add(change.key());
      stream.send(change.event(), id);
      pushed.accept(change.position());
    } else if (shown.remove(change.key()) || view.key().isPresent()) {
      stream.send(row == null ? change.event() : reader.removed(change.key()), id);
    }
  }

  /** What has been passed on by then, provided that nothing of it waits here. */
  private String rest(Inbox<LiveBatch<K, V>> changes) {
    var passedOn = feed.at();
    var before = Objects.requireNonNull(seen);
    if (passedOn != null && changes.isEmpty() && passedOn.sameLife(before)) {
      seen = before.and(passedOn);
    }
    return Objects.requireNonNull(seen).encode(scope);
  }
}
