package dev.contrail.command.outbox;

import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.Inbound;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * From the time in the log to the time at the broker.
 *
 * @param millis sorted
 */
record Lags(List<Double> millis) {

  /** Of the events recorded in a span of time. */
  static Lags between(Instant from, Instant to, List<ConsumerRecord<String, byte[]>> records) {
    var lags = new ArrayList<Double>();
    for (var record : records) {
      if (CloudEventRecords.read(record) instanceof Inbound.Event(var chained)) {
        var recordedAt = chained.event().recordedAt();
        if (!recordedAt.isBefore(from) && recordedAt.isBefore(to)) {
          lags.add((double) record.timestamp() - recordedAt.toEpochMilli());
        }
      }
    }
    return new Lags(lags.stream().sorted().toList());
  }

  static Lags of(List<ConsumerRecord<String, byte[]>> records) {
    return between(Instant.MIN, Instant.MAX, records);
  }

  double at(double quantile) {
    return millis.get((int) Math.round(quantile * (millis.size() - 1)));
  }
}
