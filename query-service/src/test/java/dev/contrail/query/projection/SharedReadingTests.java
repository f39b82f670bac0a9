package dev.contrail.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Rebuilds that begin together read and parse the topic once. */
class SharedReadingTests {

  private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

  private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");
  private final SharedReading shared = new SharedReading(() -> consumer, "topic", 1);

  /** The broker has one more record at each poll. */
  private void publish(int polls) {
    consumer.schedulePollTask(() -> consumer.updateBeginningOffsets(Map.of(PARTITION, 0L)));
    for (var offset = 0; offset < polls; offset++) {
      var record = record(offset);
      consumer.schedulePollTask(() -> consumer.addRecord(record));
    }
  }

  private static ConsumerRecord<String, byte[]> record(long offset) {
    return new ConsumerRecord<>(
        "topic",
        0,
        offset,
        0L,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        "key",
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }

  private static List<Arrival> read(SharedReading.Member member, int records) {
    var read = new ArrayList<Arrival>();
    while (read.size() < records) {
      read.addAll(Objects.requireNonNull(member.next()));
    }
    return read;
  }

  @Test
  void everyMemberGetsTheVerySameRecordsInOrder() {
    var one = shared.join();
    var other = shared.join();
    publish(4);
    var first = read(one, 2);
    first.addAll(read(other, 4).subList(2, 4));

    assertThat(read(one, 2)).hasSize(2).isEqualTo(first.subList(2, 4));
    assertThat(first).extracting(Arrival::offset).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void nobodyWaitsForOneThatHasLeftAndTheLastOneClosesTheConsumer() {
    var one = shared.join();
    var other = shared.join();
    publish(6);
    read(one, 2);
    other.leave();

    assertThat(other.next()).isNull();
    assertThat(read(one, 4)).hasSize(4);
    one.leave();
    assertThat(consumer.closed()).isTrue();
  }
}
