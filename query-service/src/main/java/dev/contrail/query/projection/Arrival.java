package dev.contrail.query.projection;

import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.Inbound;
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
}
