package dev.contrail.command.outbox;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/** This instance's relays, one a destination, each with its own lease and cursor. */
final class Relays implements SmartLifecycle {

  /** Below the sequencer's, so that they publish what the last group committed. */
  private static final int PHASE = -1;

  private final List<Relay> relays;
  private volatile boolean running;

  Relays(List<Relay> relays) {
    this.relays = List.copyOf(relays);
  }

  List<Relay> all() {
    return relays;
  }

  /** The log has grown; never blocks. */
  void wake() {
    relays.forEach(Relay::wake);
  }

  @Override
  public void start() {
    running = true;
    relays.forEach(Relay::start);
  }

  /** They stop side by side. */
  @Override
  public void stop() {
    relays.forEach(Relay::requestStop);
    relays.forEach(Relay::awaitStop);
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
