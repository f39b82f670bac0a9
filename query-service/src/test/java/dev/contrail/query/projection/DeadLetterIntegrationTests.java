package dev.contrail.query.projection;

import static dev.contrail.query.projection.CounterWorld.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.contrail.events.CloudEventRecords;
import dev.contrail.servers.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** F12: a foreign producer writes to the topic. */
class DeadLetterIntegrationTests {

  private final CounterWorld world = CounterWorld.fresh();
  private final String counter = world.counterOf(0);

  @AfterEach
  void close() {
    world.close();
  }

  private ProducerRecord<String, byte[]> event(int index) {
    return CloudEventRecords.toRecord(world.topic().topic(), world.log().events().get(index));
  }

  private ProducerRecord<String, byte[]> with(
      ProducerRecord<String, byte[]> record, byte @Nullable [] value) {
    return new ProducerRecord<>(
        record.topic(), record.partition(), record.key(), value, record.headers());
  }

  private ProducerRecord<String, byte[]> with(
      ProducerRecord<String, byte[]> record, String header, String value) {
    record.headers().remove(header).add(header, value.getBytes(UTF_8));
    return record;
  }

  private List<ConsumerRecord<String, byte[]>> deadLetters(int wanted) {
    var broker = Map.<String, Object>of("bootstrap.servers", TestServers.kafkaBootstrapServers());
    var found = new ArrayList<ConsumerRecord<String, byte[]>>();
    try (var consumer =
        new KafkaConsumer<>(broker, new StringDeserializer(), new ByteArrayDeserializer())) {
      var topic = world.topic().topic().name() + ".dead-letters";
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      consumer.seekToBeginning(consumer.assignment());
      eventually(() -> {
        consumer.poll(Duration.ofMillis(200)).forEach(found::add);
        assertThat(found).hasSizeGreaterThanOrEqualTo(wanted);
      });
    }
    return found;
  }

  /** The cure: such records are steps of their own; without it the first one stops all. */
  @Test
  void whatIsNoEventIsKeptWithItsReasonAndBlocksNothing() {
    world.raise(counter, 1);
    world.raise(counter, 2);
    world.raise(counter, 4);
    world.topic().publish(event(0));
    world.topic().publishForeign(counter, "{}");
    world.topic().publishForeign(counter, "\u0000");
    world.topic().publish(with(event(1), (byte[]) null));
    world.topic().publish(with(event(1), "ce_position", "two\u0000"));
    world.topic().publish(with(event(1), "ce_subject", "another"));
    world.topic().publish(with(event(1), "ce_type", "counter-exploded")); // this one is an event
    world.topic().publish(event(2));
    try (var instance = world.start();
        var _ = world.start()) {
      eventually(() -> assertThat(world.total(counter)).isEqualTo(5));
      eventually(() -> assertThat(instance.report("counter_total").lagEvents()).isEqualTo(0));
      eventually(() -> assertThat(instance.health()).contains("UP"));
      eventually(() ->
          assertThat(instance.reports.deadLetters())
              .hasSize(5)
              .allSatisfy(letter -> assertThat(letter.sentAt()).isNotNull()));
    }
    var letters = deadLetters(5);
    assertThat(letters)
        .allSatisfy(letter -> {
          assertThat(letter.key()).isEqualTo(counter);
          assertThat(new String(letter.headers().lastHeader("contrail_reason").value(), UTF_8))
              .isNotBlank();
        });
    assertThat(letters)
        .extracting(letter -> letter.value() == null ? "" : new String(letter.value(), UTF_8))
        .contains("{}", "\u0000", "");
  }

  /** The cure: what the broker refuses goes to the end; else it would block all later ones. */
  @Test
  void aRecordThatCannotBeSentBlocksNoOther() {
    var almostTooLarge = "x".repeat(1_048_576 - 150 - counter.length());
    world.topic().publishForeign(counter, almostTooLarge); // its reason makes it too large
    world.raise(counter, 1);
    world.topic().publish(event(0));
    try (var instance = world.start()) {
      eventually(() ->
          assertThat(instance.reports.deadLetters())
              .hasSize(1)
              .allSatisfy(letter -> {
                assertThat(letter.sentAt()).isNull();
                assertThat(letter.sendError()).contains("RecordTooLarge");
              }));
      world.topic().publishForeign(counter, "{}");
      eventually(() ->
          assertThat(instance.reports.deadLetters())
              .hasSize(2)
              .anySatisfy(letter -> assertThat(letter.sentAt()).isNotNull()));
      eventually(() -> assertThat(world.total(counter)).isEqualTo(1));
    }
    assertThat(deadLetters(1)).hasSize(1);
  }
}
