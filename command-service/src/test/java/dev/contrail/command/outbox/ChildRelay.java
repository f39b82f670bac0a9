package dev.contrail.command.outbox;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.outbox.RelayStatus.State;
import dev.contrail.events.EventTopic;
import dev.contrail.servers.JavaProcess;
import java.util.Arrays;

/** A {@link RelayProcess} of this test. */
final class ChildRelay implements AutoCloseable {

  private final JavaProcess process;
  private volatile State state = State.RETRYING;

  ChildRelay(CommandDatabase database, String bootstrap, EventTopic topic, Delivery delivery) {
    var connections = database.relayConnections();
    process =
        JavaProcess.start(
            JavaProcess.builder(
                    128,
                    RelayProcess.class.getName(),
                    connections.url(),
                    connections.user(),
                    connections.password(),
                    bootstrap,
                    topic.name(),
                    Integer.toString(topic.partitions()),
                    delivery.name())
                .redirectError(ProcessBuilder.Redirect.DISCARD));
    process.listen(this::hear);
  }

  private void hear(String line) {
    Arrays.stream(State.values())
        .filter(value -> value.name().equals(line.strip()))
        .forEach(value -> state = value);
  }

  /** What it last said; a frozen one says nothing. */
  State state() {
    return state;
  }

  void freeze() {
    process.freeze();
  }

  void thaw() {
    process.thaw();
  }

  /** SIGKILL; returns when it is gone. */
  @Override
  public void close() {
    process.kill();
  }
}
