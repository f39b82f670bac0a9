package dev.contrail.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.contrail.events.EventJson;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the topic of keys says of one key. Once it is destroyed that is said for good: an empty
 * value, which the broker forgets after a while, would leave a reader that was away with the key.
 *
 * @param keyId the record's key on the topic
 * @param subject whose key it is
 * @param wrapped the key, wrapped by a master key; null once it is destroyed
 * @param destroyedAt null as long as it is not
 */
public record KeyRecord(
    String keyId, String subject, @Nullable String wrapped, @Nullable Instant destroyedAt) {

  private static final JsonMapper JSON = EventJson.mapper();

  public KeyRecord {
    if ((wrapped == null) == (destroyedAt == null)) {
      throw new IllegalArgumentException("key %s is either there or destroyed".formatted(keyId));
    }
  }

  public ProducerRecord<String, byte[]> toRecord(KeyTopic topic) {
    return new ProducerRecord<>(topic.name(), keyId, JSON.writeValueAsString(this).getBytes(UTF_8));
  }

  /** Empty if the record does not come from us. */
  public static Optional<KeyRecord> read(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return Optional.empty();
    }
    try {
      var read = JSON.readValue(record.value(), KeyRecord.class);
      return read.keyId().equals(record.key()) ? Optional.of(read) : Optional.empty();
    } catch (JacksonException | NullPointerException e) {
      return Optional.empty();
    }
  }
}
