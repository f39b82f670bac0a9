package dev.contrail.command.sequencer;

import dev.contrail.command.eventstore.Snapshot;
import dev.contrail.command.eventstore.SnapshotStore;
import dev.contrail.command.sequencer.Receipt.StreamHead;
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

  /** Where to begin reading the stream: at its snapshot, or at its beginning. */
  <S, E> StreamState<S, E> begin(Target<S, E> target) {
    var initial = StreamState.initial(target.type());
    var codec = target.type().stateCodec();
    try {
      return store
          .find(target.streamId(), target.type().name(), codec.fingerprint())
          .map(snapshot ->
              new StreamState<>(
                  target.type(),
                  codec.read(snapshot.state()),
                  new StreamHead(snapshot.version(), snapshot.position())))
          .orElse(initial);
    } catch (JacksonException e) {
      log.warn("stream {}: the snapshot cannot be read ({})", target.streamId(), e.getMessage());
      return initial;
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
