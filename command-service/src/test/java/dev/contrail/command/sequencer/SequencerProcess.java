package dev.contrail.command.sequencer;

import static dev.contrail.command.counter.Counters.counter;

import dev.contrail.command.counter.CommandDatabase;
import dev.contrail.command.counter.CounterEvent.Counted;
import dev.contrail.command.eventstore.DirectConnections;
import dev.contrail.command.eventstore.PostgresEventStore;
import dev.contrail.command.eventstore.SnapshotStore;
import dev.contrail.events.Metadata;
import dev.contrail.telemetry.Telemetry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * An instance as a program, to be stopped while it holds the log, which it does most of the time:
 * its decisions are slow. Writes the note and the position of each event it was told of. Ends when
 * its standard input does.
 */
final class SequencerProcess {

  private static final Duration SLOW = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private SequencerProcess() {}

  /**
   * @param args URL, user and password of the database
   */
  public static void main(String[] args) throws Exception {
    var dataSource = new DriverManagerDataSource(args[0], args[1], args[2]);
    var sequencer =
        new Sequencer(
            new DirectConnections(args[0], args[1], args[2])::forAppending,
            new PostgresEventStore(dataSource),
            new SnapshotStore(dataSource),
            CommandDatabase.SETTINGS,
            Clock.systemUTC(),
            Telemetry.of(new SimpleMeterRegistry()));
    sequencer.start();
    Thread.ofPlatform().daemon().start(() -> count(sequencer));
    while (System.in.read() != -1) {
      // until the test ends
    }
    Runtime.getRuntime().halt(0);
  }

  private static void count(Sequencer sequencer) {
    for (var i = 0; ; i++) {
      var note = "stopped-" + i;
      var receipt = sequencer.execute(slowly(note));
      System.out.println(note + " " + receipt.events().getFirst().position());
    }
  }

  private static Submission slowly(String note) {
    var target = counter("stopped");
    return new Submission(
        UUID.randomUUID(),
        false,
        new byte[0],
        "CountSlowly",
        Metadata.of("tester"),
        List.of(target),
        states -> {
          LockSupport.parkNanos(SLOW.toNanos());
          return Map.of(target.streamId(), List.of(new Counted(1, note)));
        },
        Deadline.in(PATIENCE));
  }
}
