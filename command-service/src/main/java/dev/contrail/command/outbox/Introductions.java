package dev.contrail.command.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a partition has to acknowledge before more is sent to it. From a producer that it does not
 * know a broker takes any sequence number: if the first batch is refused for a moment, for the
 * partition is new or has moved, and the second is taken, the first is out of order from then on
 * and is tried for ever (KAFKA-15591; later brokers refuse the second).
 */
final class Introductions {

  /** Well below {@code producer.id.expiration.ms}, after which a broker knows nobody any more. */
  private static final long FORGOTTEN_NANOS = Duration.ofHours(1).toNanos();

  private final boolean[] known;
  private final long[] lastSent;

  Introductions(int partitions) {
    this.known = new boolean[partitions];
    this.lastSent = new long[partitions];
  }

  /**
   * @param first to be acknowledged before anything else is sent: one a partition at most
   * @param rest in the order in which they came
   */
  record Split(
      List<ProducerRecord<String, byte[]>> first, List<ProducerRecord<String, byte[]>> rest) {}

  /**
   * @param records all of which are about to be sent
   * @param now by {@link System#nanoTime}
   */
  Split split(List<ProducerRecord<String, byte[]>> records, long now) {
    var first = new ArrayList<ProducerRecord<String, byte[]>>();
    var rest = new ArrayList<ProducerRecord<String, byte[]>>(records.size());
    for (var record : records) {
      int partition = record.partition();
      var knows = known[partition] && now - lastSent[partition] < FORGOTTEN_NANOS;
      (knows ? rest : first).add(record);
      known[partition] = true;
      lastSent[partition] = now;
    }
    return new Split(first, rest);
  }
}
