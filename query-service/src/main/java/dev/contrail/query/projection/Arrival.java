package dev.contrail.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.Decoded;
import dev.contrail.events.Inbound;
import dev.contrail.events.RecordedEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic and what it turned out to be: read once, however often its batch is tried
 * and however many projections are rebuilt from it at once. Of an event its record is let go: the
 * headers take several times the memory of all that they say.
 */
final class Arrival {

  private record Reading(Object shape, Decoded<?> decoded) {}

  private final int partition;
  private final long offset;
  private final Inbound inbound;
  private final @Nullable ConsumerRecord<String, byte[]> foreign;
  private volatile @Nullable Reading reading;

  private Arrival(ConsumerRecord<String, byte[]> record, Inbound inbound) {
    this.partition = record.partition();
    this.offset = record.offset();
    this.inbound = inbound;
    this.foreign = inbound instanceof Inbound.Foreign ? record : null;
  }

  static Arrival of(ConsumerRecord<String, byte[]> record) {
    return new Arrival(record, CloudEventRecords.read(record));
  }

  /** The record, that of an event as the relay writes it. */
  ConsumerRecord<String, byte[]> record() {
    return switch (inbound) {
      case Inbound.Event(var chained) ->
          StoredRecord.record(
              partition,
              offset,
              chained.event().streamId(),
              CloudEventRecords.headers(chained),
              chained.event().data().getBytes(UTF_8));
      case Inbound.Foreign _ -> requireNonNull(foreign);
    };
  }

  Inbound inbound() {
    return inbound;
  }

  /** The event as a projection reads it: once for all that read it in the same shape. */
  @SuppressWarnings("unchecked") // who names the same shape reads the same type
  <E> Decoded<E> decoded(Projection<E, ?, ?> projection) {
    var shape = projection.shape();
    var last = reading;
    if (shape != null && last != null && last.shape() == shape) {
      return (Decoded<E>) last.decoded();
    }
    var decoded = projection.decode(event());
    if (shape != null) {
      reading = new Reading(shape, decoded);
    }
    return decoded;
  }

  int partition() {
    return partition;
  }

  long offset() {
    return offset;
  }

  /** Place in the log, 0 if it is no event of ours. */
  long position() {
    return inbound instanceof Inbound.Event(var chained) ? chained.event().position() : 0;
  }

  boolean isOf(String cell) {
    return inbound instanceof Inbound.Event(var chained) && chained.cell().equals(cell);
  }

  /**
   * What it carries.
   *
   * @throws IllegalStateException if it is no event of ours
   */
  RecordedEvent event() {
    if (inbound instanceof Inbound.Event(var chained)) {
      return chained.event();
    }
    throw new IllegalStateException("offset " + offset() + " is no event: " + inbound);
  }

  Failure failure(Throwable cause) {
    return switch (inbound) {
      case Inbound.Event(var chained) ->
          new Failure(
              offset(),
              chained.event().position(),
              chained.event().streamId(),
              chained.event().type().toString(),
              Failure.text(cause));
      case Inbound.Foreign(var reason) ->
          new Failure(offset(), 0, String.valueOf(record().key()), reason, Failure.text(cause));
    };
  }
}
