package dev.contrail.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** A record as it is kept in a table: nothing of it is lost, whatever bytes it is made of. */
final class StoredRecord {

  private static final JsonMapper JSON = new JsonMapper();

  private record StoredHeader(String name, byte @Nullable [] value) {}

  private StoredRecord() {}

  /** Names and values, the values in base64. */
  static String headers(ConsumerRecord<?, ?> record) {
    var headers = new ArrayList<StoredHeader>();
    for (var header : record.headers()) {
      headers.add(new StoredHeader(header.key(), header.value()));
    }
    return JSON.writeValueAsString(headers);
  }

  static byte @Nullable [] key(ConsumerRecord<String, ?> record) {
    return record.key() == null ? null : record.key().getBytes(UTF_8);
  }

  /** The headers again. */
  static Headers headers(String stored) {
    var headers = new RecordHeaders();
    for (var header : JSON.readValue(stored, StoredHeader[].class)) {
      headers.add(new RecordHeader(header.name(), header.value()));
    }
    return headers;
  }

  /** The record again. */
  static ConsumerRecord<String, byte[]> record(
      int partition, long offset, String key, Headers headers, byte[] value) {
    return new ConsumerRecord<>(
        "",
        partition,
        offset,
        ConsumerRecord.NO_TIMESTAMP,
        TimestampType.NO_TIMESTAMP_TYPE,
        ConsumerRecord.NULL_SIZE,
        ConsumerRecord.NULL_SIZE,
        key,
        value,
        headers,
        Optional.empty());
  }
}
