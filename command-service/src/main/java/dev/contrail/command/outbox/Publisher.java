package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.EventStore;
import dev.contrail.command.outbox.InFlight.SendFailedException;
import dev.contrail.events.ChainedEvent;
import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.EventTopic;
import dev.contrail.events.RecordedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends the log to the topic, chaining the events of each partition, and advances the outbox behind
 * the acknowledgements. Reading goes on while earlier batches are under way.
 */
final class Publisher {

  private static final int MAX_IN_FLIGHT = 4;

  private final EventStore store;
  private final OutboxTable outbox;
  private final Producer<String, byte[]> producer;
  private final EventTopic topic;
  private final RelaySettings settings;
  private final InFlight inFlight = new InFlight();
  private final long[] published;
  private long readAfter;
  private OutboxCursor written;
  private OutboxCursor acknowledged;
  private long lastWrite = System.nanoTime();

  Publisher(
      EventStore store,
      OutboxTable outbox,
      Producer<String, byte[]> producer,
      RelaySettings settings,
      OutboxCursor cursor,
      Resumption resumption) {
    this.store = store;
    this.outbox = outbox;
    this.producer = producer;
    this.topic = settings.topic();
    this.settings = settings;
    this.published = resumption.published().toArray();
    this.readAfter = resumption.readAfter();
    this.written = cursor;
    this.acknowledged = cursor;
  }

  /** Everything up to here has been acknowledged. */
  long acknowledgedPosition() {
    return acknowledged.position();
  }

  /**
   * Sends what the log has, until there is nothing left to read.
   *
   * @return how long to wait for news at most
   * @throws LostLeadException if another relay has moved the outbox
   */
  Duration publish() throws SendFailedException, LostLeadException, InterruptedException {
    var events = store.readLog(readAfter, settings.batch());
    while (!events.isEmpty()) {
      send(events);
      advance();
      while (inFlight.size() >= MAX_IN_FLIGHT) {
        inFlight.awaitProgress(settings.cursorInterval());
        advance();
      }
      events =
          events.size() < settings.batch() ? List.of() : store.readLog(readAfter, settings.batch());
    }
    advance();
    return inFlight.size() == 0 && written.position() == acknowledged.position()
        ? settings.poll()
        : settings.cursorInterval();
  }

  private void send(List<RecordedEvent> events) {
    var records = new ArrayList<ProducerRecord<String, byte[]>>(events.size());
    for (var event : events) {
      var partition = topic.partitionOf(event.streamId());
      if (event.position() > published[partition]) {
        var chained = new ChainedEvent(settings.cell(), published[partition], event);
        records.add(CloudEventRecords.toRecord(topic, chained));
        published[partition] = event.position();
      }
    }
    readAfter = events.getLast().position();
    var batch = inFlight.add(readAfter, PartitionPositions.of(published), records.size());
    records.forEach(record -> producer.send(record, batch));
  }

  private void advance() throws SendFailedException, LostLeadException {
    var done = inFlight.takeAcknowledged();
    if (done != null && done.position() > acknowledged.position()) {
      acknowledged =
          new OutboxCursor(
              done.position(), done.published(), acknowledged.topicId(), acknowledged.epoch());
    }
    var due = System.nanoTime() - lastWrite >= settings.cursorInterval().toNanos();
    if (due && acknowledged.position() > written.position()) {
      write();
    }
  }

  private void write() throws LostLeadException {
    if (!outbox.advance(written, acknowledged)) {
      throw new LostLeadException();
    }
    written = acknowledged;
    lastWrite = System.nanoTime();
  }

  /** Waits for what is under way, as long as the broker answers, and writes the cursor. */
  void settle(Duration atMost) throws SendFailedException, LostLeadException, InterruptedException {
    var end = System.nanoTime() + atMost.toNanos();
    advance();
    while (inFlight.size() > 0 && System.nanoTime() < end) {
      inFlight.awaitProgress(settings.cursorInterval());
      advance();
    }
    if (acknowledged.position() > written.position()) {
      write();
    }
  }

  /** Another relay has moved the outbox: it leads now. */
  static final class LostLeadException extends Exception {
    LostLeadException() {
      super("another relay has moved the outbox");
    }
  }
}
