package dev.contrail.command.outbox;

import static dev.contrail.command.counter.Counters.count;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.faults.Crew;
import dev.contrail.command.sequencer.CommandRefused;
import dev.contrail.command.sequencer.Sequencer;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that record one event after the other until they are told to stop. */
final class Writers implements AutoCloseable {

  private static final int CLIENTS = 4;
  private static final int STREAMS = 50;

  private final Sequencer sequencer;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final Crew crew;

  Writers(CommandDatabase database) {
    this.sequencer = database.sequencer();
    this.crew = new Crew(CLIENTS, this::write);
    crew.start();
  }

  private void write(int client) {
    for (var i = client; !crew.isStopping(); i += CLIENTS) {
      try {
        sequencer.execute(count("" + i % STREAMS, 1, Integer.MAX_VALUE));
        accepted.incrementAndGet();
      } catch (CommandRefused e) {
        refused.incrementAndGet();
      }
    }
  }

  /** Commands answered with events so far. */
  int accepted() {
    return accepted.get();
  }

  int refused() {
    return refused.get();
  }

  Sequencer sequencer() {
    return sequencer;
  }

  @Override
  public void close() {
    crew.close();
    sequencer.stop();
  }
}
