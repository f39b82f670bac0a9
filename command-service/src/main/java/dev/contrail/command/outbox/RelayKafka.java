package dev.contrail.command.outbox;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;

/**
 * How the relay speaks to Kafka.
 *
 * @param producer the application's own producer settings
 * @param consumer the application's own consumer settings
 * @param admin the application's own admin settings
 */
public record RelayKafka(
    Map<String, Object> producer, Map<String, Object> consumer, Map<String, Object> admin) {

  /**
   * Ordered and without repeats for as long as the producer lives: a record is never given up,
   * because giving up one while later ones are under way would leave a hole.
   */
  DefaultKafkaProducerFactory<String, byte[]> newProducers() {
    var properties = new HashMap<>(producer);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    var factory =
        new DefaultKafkaProducerFactory<String, byte[]>(
            properties, new StringSerializer(), new ByteArraySerializer());
    factory.setPhysicalCloseTimeout(0);
    return factory;
  }
}
