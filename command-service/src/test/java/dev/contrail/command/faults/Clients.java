package dev.contrail.command.faults;

import static dev.contrail.command.counter.Counters.counter;

import dev.contrail.command.counter.Counters;
import dev.contrail.command.counter.Counters.Count;
import dev.contrail.command.decider.CommandRejected;
import dev.contrail.command.sequencer.CommandRefused;
import dev.contrail.command.sequencer.Sequencer;
import dev.contrail.command.sequencer.Submission;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.springframework.dao.DataAccessException;

/**
 * Eight clients of several instances that count until they are told to stop. Half of their commands
 * have a key: these are tried until they are answered, on one instance after the other, and some
 * are sent once more after that.
 */
public final class Clients implements AutoCloseable {

  private static final int CLIENTS = 8;
  private static final int STREAMS = 40;
  private static final int REPEATED = 10;
  private static final Duration BACK_OFF = Duration.ofMillis(20);

  private final History history;
  private final int limit;
  private final List<Sequencer> instances;
  private final AtomicInteger refused = new AtomicInteger();
  private final Crew crew;

  /**
   * @param limit that each counter may reach
   */
  public Clients(History history, int limit, List<Sequencer> instances) {
    this.history = history;
    this.limit = limit;
    this.instances = List.copyOf(instances);
    this.crew = new Crew(CLIENTS, this::run);
    crew.start();
  }

  /** Tries that got no decision. */
  public int refused() {
    return refused.get();
  }

  private void run(int client) {
    for (var i = 0; !crew.isStopping(); i++) {
      var intention = client + "-" + i;
      var keyed = i % 2 == 0;
      var command =
          Counters.submission(
              UUID.nameUUIDFromBytes(intention.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
              keyed,
              counter("" + (client * 7 + i) % STREAMS),
              new Count(1, limit, intention));
      var instance = client + i;
      while (!answered(instances.get(instance % instances.size()), intention, command) && keyed) {
        LockSupport.parkNanos(BACK_OFF.toNanos());
        instance++;
      }
      if (keyed && i % REPEATED == 0) {
        answered(instances.get((instance + 1) % instances.size()), intention, command);
      }
    }
  }

  private boolean answered(Sequencer instance, String intention, Submission command) {
    try {
      var receipt = instance.execute(Counters.patiently(command));
      history.acknowledged(intention, receipt.events().getFirst().position());
      return true;
    } catch (CommandRejected e) {
      return true;
    } catch (CommandRefused | DataAccessException e) {
      refused.incrementAndGet();
      return false;
    }
  }

  /** Returns when every client has got its last answer. */
  @Override
  public void close() {
    crew.close();
  }
}
