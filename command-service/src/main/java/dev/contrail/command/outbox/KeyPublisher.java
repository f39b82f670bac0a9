package dev.contrail.command.outbox;

import dev.contrail.command.outbox.InFlight.SendFailedException;
import dev.contrail.command.personal.KeyTable;
import dev.contrail.command.personal.KeyTable.Pending;
import dev.contrail.personal.KeyTopic;
import dev.contrail.personal.MasterKeys;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes keys of persons, and that they are destroyed, each at least once. Keys are committed no
 * later than the events that use them: what was read of the log before this is asked needs no key
 * that this does not see.
 */
final class KeyPublisher implements Forerunner {

  private static final Logger log = LoggerFactory.getLogger(KeyPublisher.class);

  private static final int AT_ONCE = 1_000;

  private final KeyTable table;
  private final KeyTopic topic;
  private final MasterKeys masters;
  private final RelayKafka kafka;
  private final List<Future<?>> underWay = new ArrayList<>();
  private final Duration repeat;
  private List<Pending> sent = List.of();
  private long looked = System.nanoTime();
  private @Nullable Producer<String, byte[]> producer;

  /** Whether there may be keys that another master key than the current one wraps. */
  private boolean wrapping = true;

  private KeyPublisher(Source source, RelayKafka kafka) {
    this.table = source.table();
    this.topic = source.topic();
    this.masters = source.masters();
    this.repeat = source.repeat();
    this.kafka = kafka;
  }

  /**
   * Where keys are published.
   *
   * @param masters what is wrapped by another one than the current is wrapped anew
   * @param repeat after how long it is said once more which keys were destroyed lately, for a relay
   *     that was frozen may have published one after its end; and looked for keys that are wrapped
   *     by an earlier master key
   */
  record Source(KeyTable table, KeyTopic topic, MasterKeys masters, Duration repeat) {

    /** Called by the relay that takes over. */
    KeyPublisher begin(RelayKafka kafka) {
      try (var admin = Admin.create(kafka.admin())) {
        table.publishTo(topic.name(), topic.ensure(admin));
      }
      masters.reload();
      return new KeyPublisher(this, kafka);
    }
  }

  @Override
  public boolean isDone(Duration atMost) throws SendFailedException, InterruptedException {
    lookAgain();
    wrapSome();
    if (sent.isEmpty()) {
      sent = table.pending(AT_ONCE);
      sent.forEach(pending -> underWay.add(producer().send(pending.key().toRecord(topic))));
    }
    if (sent.isEmpty()) {
      return true;
    }
    var deadline = System.nanoTime() + atMost.toNanos();
    while (!underWay.isEmpty()) {
      if (!isAcknowledged(underWay.getLast(), deadline - System.nanoTime())) {
        return false;
      }
      underWay.removeLast();
    }
    table.published(sent);
    var all = sent.size() < AT_ONCE;
    sent = List.of();
    return all;
  }

  /** Others may also have gone on with an earlier master key until they were started anew. */
  private void lookAgain() {
    if (System.nanoTime() - looked >= repeat.toNanos()) {
      table.publishEndsAgain();
      wrapping = true;
      looked = System.nanoTime();
    }
  }

  /** A few with each look, so that events need not wait for a million keys. */
  private void wrapSome() {
    try {
      if (wrapping && !table.wrapSome(masters, AT_ONCE)) {
        wrapping = false;
        log.debug("all keys of persons are wrapped by master key {}", masters.currentId());
      }
    } catch (IllegalStateException e) {
      wrapping = false;
      log.error("keys of persons stay wrapped by an earlier master key: {}", e.getMessage());
    }
  }

  private static boolean isAcknowledged(Future<?> one, long nanos)
      throws SendFailedException, InterruptedException {
    try {
      one.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new SendFailedException(e);
    }
  }

  private Producer<String, byte[]> producer() {
    if (producer == null) {
      producer = kafka.newKeyProducer();
    }
    return producer;
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
  }
}
