package dev.contrail.command.outbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Batches that were sent and wait for their acknowledgements, oldest first. */
final class InFlight {

  private final ArrayDeque<Batch> batches = new ArrayDeque<>();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final WakeUp settled = new WakeUp();
  private final long[] offsets;

  InFlight(int partitions) {
    this.offsets = new long[partitions];
    Arrays.fill(offsets, -1);
  }

  /** One read of the log and where each partition stands after it. */
  final class Batch implements Callback {
    private final long position;
    private final PartitionPositions published;
    private final AtomicInteger open;

    private Batch(long position, PartitionPositions published, int records) {
      this.position = position;
      this.published = published;
      this.open = new AtomicInteger(records);
    }

    @Override
    public void onCompletion(RecordMetadata metadata, @Nullable Exception e) {
      var cause = e == null ? wentBack(metadata) : e;
      if (cause != null) {
        failure.compareAndSet(null, cause);
      }
      if (open.decrementAndGet() == 0 || cause != null) {
        settled.signal();
      }
    }

    long position() {
      return position;
    }

    PartitionPositions published() {
      return published;
    }

    private boolean acknowledged() {
      return open.get() == 0;
    }
  }

  /** The topic was made anew, or has lost its end: what was acknowledged is not there any more. */
  private @Nullable Exception wentBack(RecordMetadata metadata) {
    if (!metadata.hasOffset()) {
      return null;
    }
    var before = offsets[metadata.partition()];
    offsets[metadata.partition()] = metadata.offset();
    return metadata.offset() > before
        ? null
        : new KafkaException(
            "partition %d went back from offset %d to %d"
                .formatted(metadata.partition(), before, metadata.offset()));
  }

  Batch add(long position, PartitionPositions published, int records) {
    var batch = new Batch(position, published, records);
    batches.addLast(batch);
    return batch;
  }

  int size() {
    return batches.size();
  }

  /**
   * Takes out the batches that are acknowledged together with all before them; the last of them.
   */
  @Nullable Batch takeAcknowledged() throws SendFailedException {
    var cause = failure.get();
    if (cause != null) {
      throw new SendFailedException(cause);
    }
    Batch last = null;
    while (!batches.isEmpty() && batches.getFirst().acknowledged()) {
      last = batches.removeFirst();
    }
    return last;
  }

  /** Waits until something is acknowledged or has failed, but not for ever. */
  void awaitProgress(Duration atMost) throws InterruptedException {
    settled.await(atMost);
  }

  /** The broker refused a record for good, or has lost what it had acknowledged. */
  static final class SendFailedException extends Exception {
    SendFailedException(Exception cause) {
      super("sending failed for good: " + cause.getMessage(), cause);
    }
  }
}
