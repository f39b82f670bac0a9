package dev.contrail.command.outbox;

import dev.contrail.events.ChainedEvent;
import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.RecordedEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes records of events, linking those of each partition, in the order of the log. Not safe for
 * use by several threads at a time.
 */
final class Chain {

  private final RelaySettings settings;
  private final long[] published;

  /**
   * @param published per partition, the last event that is not to be sent again
   */
  Chain(RelaySettings settings, PartitionPositions published) {
    this.settings = settings;
    this.published = published.toArray();
  }

  /**
   * What one read of the log has become.
   *
   * @param records what is to be sent, a partition's in a row: they share the producer's batches
   * @param position of the last event read
   * @param published where each partition stands when all is sent
   * @param more whether there may be more to read at once
   */
  record Links(
      List<ProducerRecord<String, byte[]>> records,
      long position,
      PartitionPositions published,
      boolean more) {}

  Links next(long readAfter, List<RecordedEvent> events, boolean more) {
    var records = new ArrayList<ProducerRecord<String, byte[]>>(events.size());
    for (var event : events) {
      var partition = settings.topic().partitionOf(event.streamId());
      if (event.position() > published[partition]) {
        var chained = new ChainedEvent(settings.cell(), published[partition], event);
        records.add(CloudEventRecords.toRecord(settings.topic(), chained));
        published[partition] = event.position();
      }
    }
    records.sort(Comparator.comparing(ProducerRecord::partition));
    var position = events.isEmpty() ? readAfter : events.getLast().position();
    return new Links(records, position, PartitionPositions.of(published), more);
  }
}
