package dev.contrail.command.outbox;

import dev.contrail.command.outbox.Chain.Links;
import dev.contrail.command.outbox.InFlight.SendFailedException;
import dev.contrail.command.outbox.OutboxTable.LostLeadException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Sends the log to the topic and advances the outbox behind the acknowledgements. Reading and
 * linking go on while earlier batches are under way.
 */
final class Publisher {

  private static final int MAX_IN_FLIGHT = 4;

  private final LogFeed feed;
  private final OutboxTable outbox;
  private final Producer<String, byte[]> producer;
  private final RelaySettings settings;
  private final Forerunner forerunner;
  private final InFlight inFlight;
  private final Introductions introductions;
  private OutboxCursor sent;
  private OutboxCursor written;
  private OutboxCursor acknowledged;
  private long lastWrite = System.nanoTime();
  private long lastCheck = System.nanoTime();

  Publisher(
      LogFeed feed,
      OutboxTable outbox,
      Producer<String, byte[]> producer,
      RelaySettings settings,
      Forerunner forerunner,
      OutboxCursor cursor) {
    this.forerunner = forerunner;
    this.feed = feed;
    this.outbox = outbox;
    this.producer = producer;
    this.settings = settings;
    this.inFlight = new InFlight(settings.topic().partitions());
    this.introductions = new Introductions(settings.topic().partitions());
    this.sent = cursor;
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
    void require() throws SQLException, LostLeadException;

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
      var links = feed.next();
      lead.require();
      sendFirst(lead);
      if (links.position() > sent.position() && !send(links, lead)) {
        break;
      }
      advance(lead);
      awaitFewerThan(MAX_IN_FLIGHT, lead);
      more = links.more();
    }
    return inFlight.size() == 0 && written.position() == acknowledged.position()
        ? settings.poll()
        : settings.cursorInterval();
  }

  /** What was read is not sent without it, also when the relay is to stop. */
  private void sendFirst(Lead lead)
      throws SQLException, SendFailedException, LostLeadException, InterruptedException {
    while (!forerunner.isDone(settings.cursorInterval())) {
      if (!lead.wanted()) {
        throw new SendFailedException(new KafkaException("the broker does not answer"));
      }
      lead.require();
      advance(lead);
    }
  }

  /**
   * @return false if it is time to stop before all is sent; what is not, the next relay will send
   */
  private boolean send(Links links, Lead lead)
      throws SQLException, SendFailedException, LostLeadException, InterruptedException {
    switch (settings.delivery()) {
      case IDEMPOTENT -> {
        var records = introductions.split(links.records(), System.nanoTime());
        if (!introduced(records.first(), lead)) {
          return false;
        }
        var batch = inFlight.add(links.position(), links.published(), records.rest().size());
        records.rest().forEach(record -> producer.send(record, batch));
      }
      case TRANSACTIONAL -> {
        if (!links.records().isEmpty()) {
          producer.beginTransaction();
          links.records().forEach(producer::send);
          producer.commitTransaction();
        }
        inFlight.add(links.position(), links.published(), 0);
      }
    }
    sent = sent.at(links.position(), links.published());
    return true;
  }

  private boolean introduced(List<ProducerRecord<String, byte[]>> records, Lead lead)
      throws SQLException, SendFailedException, LostLeadException, InterruptedException {
    if (records.isEmpty()) {
      return true;
    }
    var batch = inFlight.add(sent.position(), sent.partitionPositions(), records.size());
    records.forEach(record -> producer.send(record, batch));
    awaitFewerThan(1, lead);
    return inFlight.size() == 0;
  }

  /** Returns also when it is time to stop. */
  private void awaitFewerThan(int batches, Lead lead)
      throws SQLException, SendFailedException, LostLeadException, InterruptedException {
    while (inFlight.size() >= batches && lead.wanted()) {
      inFlight.awaitProgress(settings.cursorInterval());
      lead.require();
      advance(lead);
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
