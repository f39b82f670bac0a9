package dev.contrail.command.outbox;

import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.outbox.InFlight.SendFailedException;
import dev.contrail.command.outbox.OutboxTable.LostLeadException;
import dev.contrail.command.outbox.RelayRefused.Verdict;
import dev.contrail.command.outbox.RelayStatus.State;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Publishes the log to one destination in its order. Of all instances' relays one is active, the
 * others stand by.
 *
 * <p>Each event is sent at least once and, as long as only one relay lives at a time, exactly once;
 * each partition is a chain without a hole. The relay never gives up: when database or broker are
 * away it tries again until they are back.
 */
final class Relay {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);

  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
  private static final Duration REFUSED_PAUSE = Duration.ofSeconds(5);

  private final Leadership leadership;
  private final DirectConnections connections;
  private final RelaySettings settings;
  private final Consumer<String> refusalListener;
  private final WakeUp wakeUp = new WakeUp();
  private final StopSignal stop = new StopSignal();
  private final Thread thread;
  private boolean rehearsed;
  private volatile RelayStatus status = new RelayStatus(State.STANDBY, 0, "");

  /**
   * @param refusalListener told when the log turns out not to be the one that was published
   */
  Relay(
      Leadership leadership,
      DirectConnections connections,
      RelaySettings settings,
      Consumer<String> refusalListener) {
    this.leadership = leadership;
    this.connections = connections;
    this.settings = settings;
    this.refusalListener = refusalListener;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("relay-" + settings.destination())
            .unstarted(this::runUntilStopped);
  }

  /** The log has grown; never blocks. */
  void wake() {
    wakeUp.signal();
  }

  RelayStatus status() {
    return status;
  }

  RelaySettings settings() {
    return settings;
  }

  void start() {
    thread.start();
  }

  /** Tells it to publish what is left, as long as the broker answers, and then to stop. */
  void requestStop() {
    stop.set();
    wakeUp.signal();
  }

  /** Waits until it has stopped, but not for ever. */
  void awaitStop() {
    try {
      thread.join(STOP_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runUntilStopped() {
    while (!stop.isSet()) {
      try {
        run();
      } catch (InterruptedException e) {
        log.debug("the relay does not stop by interruption", e);
      }
    }
  }

  private void run() throws InterruptedException {
    try (var lease =
        new LeaderLease(connections, settings.destination(), settings.heartbeat(), wakeUp)) {
      while (!lease.tryAcquire()) {
        standBy();
        if (!rehearsed) {
          rehearsed = true;
          leadership.rehearse();
        }
        // not by the wake-up: that is for the leader, and comes with every commit
        if (stop.await(settings.heartbeat())) {
          return;
        }
      }
      leadership.lead(
          lease, stop, wakeUp, position -> status = new RelayStatus(State.LEADING, position, ""));
    } catch (RelayRefused e) {
      refuse(e);
    } catch (LostLeadException e) {
      log.warn("not publishing to {} any more: {}", settings.destination(), e.getMessage());
      standBy();
      stop.await(settings.heartbeat());
    } catch (SQLException | SendFailedException | DataAccessException | KafkaException e) {
      retry(e);
    } catch (RuntimeException | Error e) {
      log.error("the relay to {} failed, starting again", settings.destination(), e);
      retry(e);
    }
  }

  private void standBy() {
    status = new RelayStatus(State.STANDBY, 0, "");
  }

  private void refuse(RelayRefused e) throws InterruptedException {
    var message = message(e);
    if (!message.equals(status.error())) {
      log.error("not publishing to {}: {}", settings.destination(), message);
    }
    // first the sequencer: whoever sees this status can rely on it
    if (e.verdict() == Verdict.LOG_DIFFERS) {
      refusalListener.accept(message);
    }
    status = new RelayStatus(State.REFUSED, status.position(), message);
    stop.await(REFUSED_PAUSE);
  }

  private void retry(Throwable e) throws InterruptedException {
    if (!message(e).equals(status.error())) {
      log.warn("not publishing to {} right now: {}", settings.destination(), e.toString());
    }
    status = new RelayStatus(State.RETRYING, status.position(), message(e));
    stop.await(settings.heartbeat());
  }

  private static String message(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }
}
