package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.EventStore;
import dev.contrail.command.outbox.InFlight.SendFailedException;
import dev.contrail.command.outbox.Publisher.LostLeadException;
import dev.contrail.command.outbox.RelayRefused.Verdict;
import dev.contrail.command.outbox.RelayStatus.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;

/**
 * Publishes the log to Kafka in its order. One relay a destination is active, the others stand by.
 *
 * <p>Each event is sent at least once and, as long as only one relay lives at a time, exactly once;
 * each partition is a chain without a hole. The relay never gives up: when database or broker are
 * away it tries again until they are back.
 */
public final class Relay implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);

  /** Below the sequencer's, so that it publishes what the last group committed. */
  private static final int PHASE = -1;

  private static final Duration SETTLE = Duration.ofSeconds(5);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
  private static final Duration REFUSED_PAUSE = Duration.ofSeconds(5);

  private final EventStore store;
  private final OutboxTable outbox;
  private final DirectConnections connections;
  private final RelayKafka kafka;
  private final RelaySettings settings;
  private final Consumer<String> refusalListener;
  private final WakeUp wakeUp = new WakeUp();
  private final Thread thread;
  private volatile boolean stopping;
  private volatile boolean running;
  private volatile RelayStatus status = new RelayStatus(State.STANDBY, 0, "");

  /**
   * @param refusalListener told when the log turns out not to be the one that was published
   */
  public Relay(
      EventStore store,
      DataSource dataSource,
      DirectConnections connections,
      RelayKafka kafka,
      RelaySettings settings,
      Consumer<String> refusalListener) {
    this.store = store;
    this.outbox = new OutboxTable(dataSource, settings.topic().name());
    this.connections = connections;
    this.kafka = kafka;
    this.settings = settings;
    this.refusalListener = refusalListener;
    this.thread = Thread.ofPlatform().name("relay").unstarted(this::run);
  }

  /** The log has grown; never blocks. */
  public void wake() {
    wakeUp.signal();
  }

  /** How it stands right now. */
  public RelayStatus status() {
    return status;
  }

  private void run() {
    while (!stopping) {
      try {
        var lease =
            LeaderLease.tryAcquire(
                connections, settings.topic().name(), settings.heartbeat(), wakeUp);
        if (lease.isPresent()) {
          try (var held = lease.get()) {
            lead(held);
          }
        } else {
          status = new RelayStatus(State.STANDBY, 0, "");
          wakeUp.await(settings.heartbeat());
        }
      } catch (RelayRefused e) {
        refuse(e);
      } catch (LostLeadException e) {
        log.warn("standing by: {}", e.getMessage());
        pause(settings.heartbeat());
      } catch (SQLException | SendFailedException | DataAccessException | KafkaException e) {
        retry(e);
      } catch (RuntimeException e) {
        log.error("the relay failed, starting again", e);
        retry(e);
      } catch (InterruptedException e) {
        log.debug("the relay does not stop by interruption", e);
      }
    }
  }

  private void lead(LeaderLease lease)
      throws SendFailedException, LostLeadException, InterruptedException {
    var topicId = new TopicAdmin(kafka.admin()).ensure(settings.topic());
    var stored = outbox.read(settings.topic().partitions());
    var cursor =
        new OutboxCursor(stored.position(), stored.partitionPositions(), topicId, stored.epoch());
    var tails =
        new TopicTails(settings.topic(), settings.cell(), kafka.consumer())
            .read(cursor.partitionPositions());
    var resumption = Resumption.after(cursor, tails, store);
    log.info("publishing to {} from position {}", settings.topic().name(), resumption.readAfter());
    var producers = kafka.newProducers();
    try {
      var publisher =
          new Publisher(store, outbox, producers.createProducer(), settings, cursor, resumption);
      publish(lease, publisher);
    } finally {
      producers.destroy();
    }
  }

  private void publish(LeaderLease lease, Publisher publisher)
      throws SendFailedException, LostLeadException, InterruptedException {
    while (lease.held() && !stopping) {
      var patience = publisher.publish();
      status = new RelayStatus(State.LEADING, publisher.acknowledgedPosition(), "");
      wakeUp.await(patience);
    }
    if (lease.held()) {
      publisher.publish();
      publisher.settle(SETTLE);
    }
  }

  private void refuse(RelayRefused e) {
    log.error("not publishing to {}: {}", settings.topic().name(), e.getMessage());
    status = new RelayStatus(State.REFUSED, status.position(), message(e));
    if (e.verdict() == Verdict.LOG_DIFFERS) {
      refusalListener.accept(message(e));
    }
    pause(REFUSED_PAUSE);
  }

  private void retry(Exception e) {
    log.warn("not publishing to {} right now: {}", settings.topic().name(), e.toString());
    status = new RelayStatus(State.RETRYING, status.position(), message(e));
    pause(settings.heartbeat());
  }

  private static String message(Exception e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private void pause(Duration time) {
    try {
      if (!stopping) {
        Thread.sleep(time);
      }
    } catch (InterruptedException e) {
      log.debug("the relay does not stop by interruption", e);
    }
  }

  @Override
  public void start() {
    running = true;
    thread.start();
  }

  /** Publishes what is left, as long as the broker answers. */
  @Override
  public void stop() {
    stopping = true;
    wakeUp.signal();
    try {
      thread.join(STOP_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
