package dev.contrail.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a record that we know, null where they are missing; of several with one name the
 * last. Found in one pass: looking each up by its name costs more than all else there is to reading
 * a record.
 */
final class CloudEventAttributes {

  @Nullable String specVersion;
  @Nullable String source;
  @Nullable String type;
  @Nullable String typeVersion;
  @Nullable String time;
  @Nullable String subject;
  @Nullable String position;
  @Nullable String previousPosition;
  @Nullable String streamVersion;
  @Nullable String commandId;
  @Nullable String commandIndex;
  @Nullable String hash;
  @Nullable String actor;
  @Nullable String correlationId;
  @Nullable String causationId;
  @Nullable String traceparent;

  private CloudEventAttributes() {}

  static CloudEventAttributes of(Headers headers) {
    var attributes = new CloudEventAttributes();
    for (var header : headers) {
      var value = header.value();
      attributes.set(header.key(), value == null ? null : new String(value, UTF_8));
    }
    return attributes;
  }

  private void set(String name, @Nullable String value) {
    switch (name) {
      case "ce_specversion" -> specVersion = value;
      case "ce_source" -> source = value;
      case "ce_type" -> type = value;
      case "ce_typeversion" -> typeVersion = value;
      case "ce_time" -> time = value;
      case "ce_subject" -> subject = value;
      case "ce_position" -> position = value;
      case "ce_prevposition" -> previousPosition = value;
      case "ce_streamversion" -> streamVersion = value;
      case "ce_commandid" -> commandId = value;
      case "ce_commandindex" -> commandIndex = value;
      case "ce_hash" -> hash = value;
      case "ce_actor" -> actor = value;
      case "ce_correlationid" -> correlationId = value;
      case "ce_causationid" -> causationId = value;
      case "traceparent" -> traceparent = value;
      default -> {}
    }
  }
}
