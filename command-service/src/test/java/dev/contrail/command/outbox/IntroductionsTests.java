package dev.contrail.command.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class IntroductionsTests {

  private final Introductions introductions = new Introductions(3);

  @Test
  void thePartitionsFirstRecordsGoAlone() {
    var records = records(0, 0, 0, 2, 2);
    var split = introductions.split(records, 1);
    assertThat(split.first()).containsExactly(records.get(0), records.get(3));
    assertThat(split.rest()).containsExactly(records.get(1), records.get(2), records.get(4));
  }

  @Test
  void whoIsKnownIsNotHeldUp() {
    introductions.split(records(0, 2), 1);
    var records = records(0, 1, 1, 2);
    var split = introductions.split(records, 2);
    assertThat(split.first()).containsExactly(records.get(1));
    assertThat(split.rest()).containsExactly(records.get(0), records.get(2), records.get(3));
  }

  /** Each partition for itself: brokers forget producers that have sent nothing for long. */
  @Test
  void whoWasSilentForLongGoesAloneAgain() {
    var later = Duration.ofMinutes(59).toNanos();
    introductions.split(records(0, 1), 0);
    introductions.split(records(1), later);
    var records = records(0, 1);
    var split = introductions.split(records, later + Duration.ofMinutes(2).toNanos());
    assertThat(split.first()).containsExactly(records.get(0));
    assertThat(split.rest()).containsExactly(records.get(1));
  }

  private static List<ProducerRecord<String, byte[]>> records(int... partitions) {
    return IntStream.range(0, partitions.length)
        .mapToObj(i ->
            new ProducerRecord<>("some", partitions[i], Integer.toString(i), new byte[] {(byte) i}))
        .toList();
  }
}
