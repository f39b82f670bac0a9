package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.EventStore;
import dev.contrail.command.eventstore.LogPages;
import dev.contrail.command.outbox.InFlight.SendFailedException;
import dev.contrail.command.outbox.OutboxTable.LostLeadException;
import dev.contrail.command.outbox.RelayRefused.Verdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the one active relay of a destination does, from taking over until it stops. */
final class Leadership {

  private static final Logger log = LoggerFactory.getLogger(Leadership.class);

  /** So long a relay that stops waits for the broker to acknowledge what it has. */
  private static final Duration SETTLE = Duration.ofSeconds(5);

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final EventStore store;
  private final DirectConnections connections;
  private final RelayKafka kafka;
  private final RelaySettings settings;
  private final OutboxTable outbox;
  private final PartitionScan scan;
  private final KeyPublisher.@Nullable Source keys;

  /**
   * @param keys null for a destination whose readers get none
   */
  Leadership(
      EventStore store,
      DataSource dataSource,
      DirectConnections connections,
      RelayKafka kafka,
      RelaySettings settings,
      KeyPublisher.@Nullable Source keys) {
    this.keys = keys;
    this.store = store;
    this.connections = connections;
    this.kafka = kafka;
    this.settings = settings;
    this.outbox = new OutboxTable(dataSource, settings.destination());
    this.scan = new PartitionScan(dataSource, settings.topic());
  }

  /** Returns when the relay is to stop; everything else is thrown. */
  void lead(LeaderLease lease, StopSignal stop, WakeUp wakeUp, LongConsumer progress)
      throws SQLException, SendFailedException, LostLeadException, InterruptedException {
    try (var admin = new TopicAdmin(kafka, settings.topic())) {
      var claimed = claim().in(admin.ensure());
      var producer = kafka.newProducer(settings);
      // what is under way had better arrive before anybody looks at the topic's ends
      var patience = CLOSE_PATIENCE;
      try {
        publish(
            claimed,
            producer,
            new Term(lease, () -> checkUnchanged(claimed), admin, stop, wakeUp, progress));
      } catch (SendFailedException e) {
        // what follows the failed record must not arrive
        patience = Duration.ZERO;
        throw e;
      } finally {
        producer.close(lease.expired() ? Duration.ZERO : patience);
      }
    }
  }

  /**
   * Does what a take-over begins with and throws it away: a stand-by whose classes are loaded and
   * whose broker is known takes over in a fraction of the time.
   */
  void rehearse() {
    try (var admin = new TopicAdmin(kafka, settings.topic());
        var producer = kafka.newProducer(settings)) {
      admin.ensure();
      producer.partitionsFor(settings.destination());
      tails(PartitionPositions.unknown(settings.topic().partitions()));
    } catch (KafkaException | RelayRefused e) {
      log.info("standing by for {}, but {}", settings.destination(), e.getMessage());
    }
  }

  private OutboxCursor claim() {
    var claimed = outbox.claim(settings.topic().partitions());
    if (claimed.partitionPositions().partitions() != settings.topic().partitions()) {
      throw new RelayRefused(
          Verdict.CANNOT_PUBLISH,
          "%s was published with %d partitions, not %d: publish to a new topic"
              .formatted(
                  settings.destination(),
                  claimed.partitionPositions().partitions(),
                  settings.topic().partitions()));
    }
    return claimed;
  }

  private void publish(OutboxCursor claimed, KafkaProducer<String, byte[]> producer, Term term)
      throws SQLException, SendFailedException, LostLeadException, InterruptedException {
    if (settings.delivery() == Delivery.TRANSACTIONAL) {
      // before the tails are read: nothing of an earlier relay can be committed from here on
      producer.initTransactions();
    }
    var resumption = resume(claimed);
    var readAfter = resumption.readAfter();
    log.info("publishing to {} from behind position {}", settings.destination(), readAfter);
    var cursor = setBack(claimed, readAfter);
    term.acknowledged(cursor.position());
    var chain = new Chain(settings, resumption.published());
    // the lease may have been cut while the topic's ends were read
    term.require();
    try (var first = keys == null ? Forerunner.NONE : keys.begin(kafka);
        var feed =
            new LogFeed(
                new LogPages(connections.forReading()), chain, readAfter, settings.batch())) {
      var publisher = new Publisher(feed, outbox, producer, settings, first, cursor);
      while (term.wanted()) {
        var begun = System.nanoTime();
        term.await(publisher.publish(term));
        term.pause(settings.pause().minusNanos(System.nanoTime() - begun));
        term.require();
      }
      var last = term.atMost(SETTLE);
      publisher.publish(last);
      publisher.settle(last);
    }
  }

  /**
   * A session that was cut may have come back on another server: one that lacks what was published.
   */
  private void checkUnchanged(OutboxCursor claimed) throws LostLeadException {
    outbox.check(claimed);
    Resumption.checkLog(tails(PartitionPositions.unknown(settings.topic().partitions())), store);
  }

  private Resumption resume(OutboxCursor claimed) {
    var acknowledged =
        claimed.republishing()
            ? PartitionPositions.unknown(settings.topic().partitions())
            : claimed.partitionPositions();
    return Resumption.after(claimed, tails(acknowledged), store);
  }

  private List<PartitionTail> tails(PartitionPositions acknowledged) {
    return new TopicTails(settings.topic(), settings.cell(), kafka.consumer()).read(acknowledged);
  }

  /** A topic that lost something is behind again, and the outbox says so. */
  private OutboxCursor setBack(OutboxCursor claimed, long position) throws LostLeadException {
    if (position == claimed.position()) {
      return claimed;
    }
    var cursor = claimed.at(position, scan.upTo(position));
    outbox.advance(claimed, cursor);
    return cursor;
  }
}
