package dev.contrail.command.outbox;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How the relay speaks to Kafka.
 *
 * @param producer the application's own producer settings
 * @param consumer the application's own consumer settings
 * @param admin the application's own admin settings
 * @param largestRecord bytes that a topic has to take
 */
record RelayKafka(
    Map<String, Object> producer,
    Map<String, Object> consumer,
    Map<String, Object> admin,
    long largestRecord) {

  private static final int MAX_REQUESTS = 2;
  private static final int BATCH_BYTES = 128 * 1024;

  /** A leader has to show that it lives. */
  private static final int MAX_BLOCK_MS = 2_000;

  /**
   * Ordered and without repeats for as long as the producer lives: a record is never given up,
   * because giving up one while later ones are under way would leave a hole.
   */
  KafkaProducer<String, byte[]> newProducer(RelaySettings settings) {
    var properties = complete();
    if (settings.delivery() == Delivery.TRANSACTIONAL) {
      // a partition's first batch makes the broker ask the coordinator; a second would overtake it
      properties.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
      properties.put(
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          "contrail-relay-" + settings.cell() + "-" + settings.destination());
    }
    return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  /** For what goes before events, apart from their transactions. */
  KafkaProducer<String, byte[]> newKeyProducer() {
    var properties = complete();
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
    return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> complete() {
    var properties = new HashMap<>(producer);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.RETRIES_CONFIG, Integer.MAX_VALUE);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    // nothing waits, and yet batches fill: while one request is under way
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    properties.putIfAbsent(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, MAX_REQUESTS);
    properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    return properties;
  }
}
