package dev.contrail.query.projection;

import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.Inbound;
import dev.contrail.events.RecordedEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of the topic and what it turned out to be: read once, however often its batch is tried.
 */
record Arrival(ConsumerRecord<String, byte[]> record, Inbound inbound) {

  static Arrival of(ConsumerRecord<String, byte[]> record) {
    return new Arrival(record, CloudEventRecords.read(record));
  }

  int partition() {
    return record.partition();
  }

  long offset() {
    return record.offset();
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
          new Failure(offset(), 0, String.valueOf(record.key()), reason, Failure.text(cause));
    };
  }
}
