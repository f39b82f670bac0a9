package dev.contrail.command.outbox;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.util.unit.DataSize;

/**
 * Whatever is accepted can be published: a request is smaller than an event may be, an event with
 * its headers smaller than what the producer sends. That the topic takes such a record is asked of
 * the broker, by {@link TopicAdmin}.
 *
 * @param body bytes of a command at most
 * @param event bytes of an event's JSON at most
 * @param request bytes that the producer sends at most
 */
record SizeLimits(long body, long event, long request) {

  /** Key, CloudEvents headers and framing of a record. */
  private static final int HEADERS = 16 * 1024;

  /** Kafka's own. */
  private static final long DEFAULT_REQUEST = 1024 * 1024;

  /**
   * @throws IllegalArgumentException if the limits are not in their order
   */
  SizeLimits {
    require("contrail.http.max-body", body, "contrail.sequencer.max-event-size", event);
    require(
        "contrail.sequencer.max-event-size plus " + HEADERS + " for headers",
        event + HEADERS,
        "spring.kafka.producer.properties.max.request.size",
        request);
  }

  static SizeLimits of(DataSize body, DataSize event, Map<String, Object> producer) {
    var request = producer.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
    return new SizeLimits(
        body.toBytes(),
        event.toBytes(),
        request == null ? DEFAULT_REQUEST : Long.parseLong(request.toString()));
  }

  /** Bytes of the largest record there can be. */
  long largestRecord() {
    return event + HEADERS;
  }

  private static void require(String smaller, long small, String larger, long large) {
    if (small >= large) {
      throw new IllegalArgumentException(
          "%s (%d bytes) must be below %s (%d bytes): what is accepted could not be published otherwise."
              .formatted(smaller, small, larger, large));
    }
  }
}
