package dev.contrail.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventRecordsTests {

  private static final EventTopic TOPIC = new EventTopic("contrail.test", 12, (short) 1);
  private static final ChainedEvent CHAINED =
      new ChainedEvent(
          "cell-1",
          3,
          new RecordedEvent(
              7,
              "counter-1",
              2,
              new EventType("counted", 1),
              "{\"by\": 1}",
              new Metadata(
                  "zoë", "c-1", null, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
              UUID.fromString("018f3c5e-9a00-7abc-8def-001122334455"),
              0,
              Instant.parse("2026-01-01T00:00:00.000001Z"),
              "ab".repeat(32)));

  @Test
  void anEventComesBackFromItsRecordEqual() {
    assertThat(CloudEventRecords.read(received(CloudEventRecords.toRecord(TOPIC, CHAINED))))
        .isEqualTo(new Inbound.Event(CHAINED));
  }

  @Test
  void theRecordGoesToThePartitionOfItsStream() {
    var record = CloudEventRecords.toRecord(TOPIC, CHAINED);
    assertThat(record.partition()).isEqualTo(TOPIC.partitionOf("counter-1"));
    assertThat(record.key()).isEqualTo("counter-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ce_specversion",
        "ce_position",
        "ce_prevposition",
        "ce_type",
        "ce_time",
        "ce_hash"
      })
  void aRecordWithoutOneOfTheHeadersIsForeign(String header) {
    var record = CloudEventRecords.toRecord(TOPIC, CHAINED);
    record.headers().remove(header);
    assertThat(CloudEventRecords.read(received(record))).isInstanceOf(Inbound.Foreign.class);
  }

  @Test
  void aHeaderThatIsNoNumberIsForeign() {
    var record = CloudEventRecords.toRecord(TOPIC, CHAINED);
    record.headers().remove("ce_position").add("ce_position", "seven".getBytes(UTF_8));
    assertThat(CloudEventRecords.read(received(record))).isInstanceOf(Inbound.Foreign.class);
  }

  @Test
  void bytesWithoutHeadersAreForeign() {
    assertThat(CloudEventRecords.read(received(new ProducerRecord<>("t", 0, "k", new byte[] {1}))))
        .isInstanceOf(Inbound.Foreign.class);
  }

  @Test
  void aConsistencyTokenSurvivesItsEncoding() {
    var token = new ConsistencyToken("cell-1", java.util.Map.of("flight-a", 12L, "flight-b", 15L));
    assertThat(ConsistencyToken.decode(token.encode())).contains(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "AAAA", "Y2VsbC0x", "Y2VsbC0xOmFAeA"})
  void whatIsNoConsistencyTokenIsEmpty(String text) {
    assertThat(ConsistencyToken.decode(text)).isEqualTo(Optional.empty());
  }

  private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        Objects.requireNonNull(sent.partition()),
        0,
        0,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        new RecordHeaders(sent.headers()),
        Optional.empty());
  }
}
