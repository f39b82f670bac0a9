package dev.contrail.command.sequencer;

import dev.contrail.command.eventstore.Snapshot;
import dev.contrail.command.eventstore.SnapshotStore;
import dev.contrail.command.eventstore.StreamBeginning;
import dev.contrail.command.eventstore.StreamBeginning.Wanted;
import dev.contrail.command.sequencer.Receipt.StreamHead;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * Reads snapshots where they help and writes them when it is worth it: on a thread of its own, so
 * that no command waits for one. What the thread cannot keep up with is dropped; a snapshot that is
 * missing, or that cannot be read or written, costs time and nothing else.
 */
final class Snapshots {

  private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

  private static final int MAX_WAITING = 64;
  private static final int STOP_PATIENCE_SECONDS = 5;

  private final SnapshotStore store;
  private final int every;
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          Thread.ofPlatform().daemon().name("snapshot-writer").factory(),
          new ThreadPoolExecutor.DiscardPolicy());

  /**
   * @param every how many events a cold load may have to read before a snapshot is worth it
   */
  Snapshots(SnapshotStore store, int every) {
    this.store = store;
    this.every = every;
  }

  /** Where the streams begin, by id: their snapshots and what follows them. */
  Map<String, StreamBeginning> beginnings(Collection<Target<?, ?>> targets) {
    return store.beginnings(
        targets.stream()
            .map(target ->
                new Wanted(
                    target.streamId(),
                    target.type().name(),
                    target.type().stateCodec().fingerprint()))
            .toList(),
        every + 1);
  }

  boolean mayHaveMore(StreamBeginning beginning) {
    return beginning.events().size() > every;
  }

  /** What the snapshot says, or nothing if it cannot be read. */
  <S, E> Optional<StreamState<S, E>> state(Target<S, E> target, Snapshot snapshot) {
    try {
      return Optional.of(
          new StreamState<>(
              target.type(),
              target.type().stateCodec().read(snapshot.state()),
              new StreamHead(snapshot.version(), snapshot.position())));
    } catch (JacksonException e) {
      log.warn("stream {}: the snapshot cannot be read ({})", target.streamId(), e.getMessage());
      return Optional.empty();
    }
  }

  /** After a cold load. */
  void loaded(String streamId, long fromVersion, StreamState<?, ?> state) {
    if (state.head().version() - fromVersion > every) {
      write(streamId, state);
    }
  }

  /** After a commit that brought the stream from a version to a state. Never waits. */
  void committed(String streamId, long fromVersion, StreamState<?, ?> state) {
    if (fromVersion / every < state.head().version() / every) {
      write(streamId, state);
    }
  }

  private void write(String streamId, StreamState<?, ?> state) {
    writer.execute(() -> writeNow(streamId, state));
  }

  private <S> void writeNow(String streamId, StreamState<S, ?> state) {
    var codec = state.type().stateCodec();
    try {
      store.put(
          new Snapshot(
              streamId,
              state.head().version(),
              state.head().position(),
              state.type().name(),
              codec.fingerprint(),
              codec.write(state.state())));
    } catch (RuntimeException e) {
      log.warn("stream {}: no snapshot at version {}", streamId, state.head().version(), e);
    }
  }

  /** Writes what is waiting, within reason. */
  void stop() {
    writer.shutdown();
    try {
      if (!writer.awaitTermination(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        writer.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
