package dev.contrail.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Events as CloudEvents 1.0 in Kafka's binary content mode: attributes are headers, the value is
 * the event's JSON untouched. See the CloudEvents specification, "Kafka Protocol Binding", 3.2.
 */
public final class CloudEventRecords {

  private static final String SPEC_VERSION = "1.0";
  private static final byte[] SPEC_VERSION_BYTES = SPEC_VERSION.getBytes(UTF_8);
  private static final byte[] JSON = "application/json".getBytes(UTF_8);
  private static final int MAX_REASON = 200;

  private CloudEventRecords() {}

  /** The record that carries an event; its partition is the one of its stream. */
  public static ProducerRecord<String, byte[]> toRecord(EventTopic topic, ChainedEvent chained) {
    var event = chained.event();
    var partition = topic.partitionOf(event.streamId());
    return new ProducerRecord<>(
        topic.name(), partition, event.streamId(), event.data().getBytes(UTF_8), headers(chained));
  }

  /** The attributes of an event: all but its data. */
  public static Headers headers(ChainedEvent chained) {
    var event = chained.event();
    var headers = new RecordHeaders();
    var position = Long.toString(event.position()).getBytes(UTF_8);
    headers.add("content-type", JSON);
    headers.add("ce_specversion", SPEC_VERSION_BYTES);
    headers.add("ce_id", position);
    put(headers, "ce_source", chained.cell());
    put(headers, "ce_type", event.type().name());
    put(headers, "ce_typeversion", Integer.toString(event.type().version()));
    put(headers, "ce_time", event.recordedAt().toString());
    put(headers, "ce_subject", event.streamId());
    headers.add("ce_position", position);
    put(headers, "ce_prevposition", Long.toString(chained.previousPosition()));
    put(headers, "ce_streamversion", Long.toString(event.streamVersion()));
    put(headers, "ce_commandid", event.commandId().toString());
    put(headers, "ce_commandindex", Integer.toString(event.commandIndex()));
    put(headers, "ce_hash", event.hash());
    put(headers, "ce_actor", event.metadata().actor());
    put(headers, "ce_correlationid", event.metadata().correlationId());
    put(headers, "ce_causationid", event.metadata().causationId());
    put(headers, "traceparent", event.metadata().traceparent());
    return headers;
  }

  /** Never throws: a record that is no event of ours is a case of the result. */
  public static Inbound read(ConsumerRecord<String, byte[]> record) {
    try {
      return new Inbound.Event(chained(record));
    } catch (RuntimeException e) {
      var reason = e.getMessage() == null ? e.toString() : e.getMessage();
      return new Inbound.Foreign(reason.substring(0, Math.min(reason.length(), MAX_REASON)));
    }
  }

  private static ChainedEvent chained(ConsumerRecord<String, byte[]> record) {
    var attributes = CloudEventAttributes.of(record.headers());
    if (!SPEC_VERSION.equals(attributes.specVersion)) {
      throw new IllegalArgumentException("no CloudEvent 1.0");
    }
    if (record.value() == null) {
      throw new IllegalArgumentException("no value");
    }
    var subject = required("ce_subject", attributes.subject);
    if (!subject.equals(record.key())) {
      throw new IllegalArgumentException("key and ce_subject differ");
    }
    var event =
        new RecordedEvent(
            Long.parseLong(required("ce_position", attributes.position)),
            subject,
            Long.parseLong(required("ce_streamversion", attributes.streamVersion)),
            EventType.of(
                required("ce_type", attributes.type),
                Integer.parseInt(required("ce_typeversion", attributes.typeVersion))),
            new String(record.value(), UTF_8),
            new Metadata(
                required("ce_actor", attributes.actor),
                attributes.correlationId,
                attributes.causationId,
                attributes.traceparent),
            UUID.fromString(required("ce_commandid", attributes.commandId)),
            Integer.parseInt(required("ce_commandindex", attributes.commandIndex)),
            InstantText.parse(required("ce_time", attributes.time)),
            required("ce_hash", attributes.hash));
    var previous = Long.parseLong(required("ce_prevposition", attributes.previousPosition));
    if (previous < 0 || previous >= event.position()) {
      throw new IllegalArgumentException("ce_prevposition is not below ce_position");
    }
    return new ChainedEvent(required("ce_source", attributes.source), previous, event);
  }

  private static void put(Headers headers, String name, @Nullable String value) {
    if (value != null) {
      headers.add(name, value.getBytes(UTF_8));
    }
  }

  private static String required(String name, @Nullable String value) {
    if (value == null) {
      throw new IllegalArgumentException("no header " + name);
    }
    return value;
  }
}
