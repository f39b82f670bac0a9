package dev.contrail.command.outbox;

import dev.contrail.command.outbox.InFlight.SendFailedException;
import dev.contrail.command.outbox.OutboxTable.LostLeadException;
import dev.contrail.events.ChainedEvent;
import dev.contrail.events.CloudEventRecords;
import dev.contrail.events.RecordedEvent;
import java.sql.SQLException;
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

  private final LogFeed feed;
  private final OutboxTable outbox;
  private final Producer<String, byte[]> producer;
  private final RelaySettings settings;
  private final InFlight inFlight;
  private final long[] published;
  private OutboxCursor written;
  private OutboxCursor acknowledged;
  private long lastWrite = System.nanoTime();
  private long lastCheck = System.nanoTime();

  /**
   * @param published per partition, the last event that is not to be sent again
   */
  Publisher(
      LogFeed feed,
      OutboxTable outbox,
      Producer<String, byte[]> producer,
      RelaySettings settings,
      OutboxCursor cursor,
      PartitionPositions published) {
    this.feed = feed;
    this.outbox = outbox;
    this.producer = producer;
    this.settings = settings;
    this.inFlight = new InFlight(published.partitions());
    this.published = published.toArray();
    this.written = cursor;
    this.acknowledged = cursor;
  }

  /** What publishing asks again and again, also while it waits for the broker. */
  interface Lead {

    /** False when it is time to stop in order. */
    boolean wanted();

    /**
     * @throws LostLeadException when there may be another relay: nothing may be sent any more
     */
    void require() throws LostLeadException;

    /** Everything up to the position is in the topic. */
    void acknowledged(long position);
  }

  /**
   * Sends what the log has, until there is nothing left to read.
   *
   * @return how long to wait for news at most
   * @throws LostLeadException if another relay or an operator has moved the outbox
   */
  Duration publish(Lead lead)
      throws SQLException, SendFailedException, LostLeadException, InterruptedException {
    var more = true;
    while (more && lead.wanted()) {
      var page = feed.next();
      lead.require();
      if (!page.events().isEmpty()) {
        send(page.events());
      }
      advance(lead);
      while (inFlight.size() >= MAX_IN_FLIGHT && lead.wanted()) {
        inFlight.awaitProgress(settings.cursorInterval());
        lead.require();
        advance(lead);
      }
      more = page.complete();
    }
    return inFlight.size() == 0 && written.position() == acknowledged.position()
        ? settings.poll()
        : settings.cursorInterval();
  }

  private void send(List<RecordedEvent> events) {
    var records = new ArrayList<ProducerRecord<String, byte[]>>(events.size());
    for (var event : events) {
      var partition = settings.topic().partitionOf(event.streamId());
      if (event.position() > published[partition]) {
        var chained = new ChainedEvent(settings.cell(), published[partition], event);
        records.add(CloudEventRecords.toRecord(settings.topic(), chained));
        published[partition] = event.position();
      }
    }
    var position = events.getLast().position();
    switch (settings.delivery()) {
      case IDEMPOTENT -> {
        var batch = inFlight.add(position, PartitionPositions.of(published), records.size());
        records.forEach(record -> producer.send(record, batch));
      }
      case TRANSACTIONAL -> {
        if (!records.isEmpty()) {
          producer.beginTransaction();
          records.forEach(producer::send);
          producer.commitTransaction();
        }
        inFlight.add(position, PartitionPositions.of(published), 0);
      }
    }
  }

  private void advance(Lead lead) throws SendFailedException, LostLeadException {
    var done = inFlight.takeAcknowledged();
    if (done != null && done.position() > acknowledged.position()) {
      acknowledged = acknowledged.at(done.position(), done.published());
      lead.acknowledged(acknowledged.position());
    }
    var now = System.nanoTime();
    if (acknowledged.position() > written.position()) {
      if (now - lastWrite >= settings.cursorInterval().toNanos()) {
        write();
      }
    } else if (now - lastCheck >= settings.poll().toNanos()) {
      outbox.check(written);
      lastCheck = now;
    }
  }

  private void write() throws LostLeadException {
    outbox.advance(written, acknowledged);
    written = acknowledged;
    lastWrite = System.nanoTime();
    lastCheck = lastWrite;
  }

  /** Waits for what is under way and writes the cursor. */
  void settle(Lead lead) throws SendFailedException, LostLeadException, InterruptedException {
    advance(lead);
    while (inFlight.size() > 0 && lead.wanted()) {
      inFlight.awaitProgress(settings.cursorInterval());
      advance(lead);
    }
    if (acknowledged.position() > written.position()) {
      write();
    }
  }
}
