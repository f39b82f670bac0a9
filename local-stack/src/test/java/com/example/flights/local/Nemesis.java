package com.example.flights.local;

import dev.contrail.servers.KafkaProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Breaks a running system in ways and at moments that a seed decides, one fault after the other;
 * from one to the next it lets the load go on a little.
 */
final class Nemesis {

  private static final int LONGEST_FREEZE_MILLIS = 15_000;
  private static final int LONGEST_PAUSE_MILLIS = 10_000;

  private record Fault(String name, Runnable strike) {}

  private final Random random;
  private final List<Fault> faults;
  private final Map<String, Integer> struck = new TreeMap<>();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final SynchronousQueue<Boolean> progress = new SynchronousQueue<>();
  private final Thread thread = Thread.ofPlatform().name("nemesis").unstarted(this::run);
  private volatile @Nullable RuntimeException failure;

  Nemesis(RunningSystem system, ServersOfItsOwn servers, Random random) {
    this.random = random;
    var backing = servers.backing();
    this.faults =
        List.of(
            new Fault("kill the command service", system::killTheCommandService),
            new Fault("kill the query service", system::killTheQueryService),
            new Fault("restart the command service", system::restartTheCommandService),
            new Fault("restart the query service", system::restartTheQueryService),
            new Fault("freeze the command service", () -> freeze(system.commandService())),
            new Fault("freeze the query service", () -> freeze(system.queryService())),
            new Fault("cut the log's sessions", () -> Backing.cutSessions(backing.commands())),
            new Fault("cut the readers' sessions", () -> Backing.cutSessions(backing.queries())),
            new Fault("kill PostgreSQL", servers::killPostgres),
            new Fault("kill Kafka", servers::killKafka),
            new Fault("freeze Kafka", () -> freeze(servers.kafka())));
  }

  void start() {
    thread.start();
  }

  /** Tells of a step of the load; returns at once. */
  void progress() {
    progress.offer(true);
  }

  /** Returns when the last fault is over: how often each struck. */
  Map<String, Integer> stop() throws InterruptedException {
    stopping.countDown();
    thread.join();
    var thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
    return struck;
  }

  private void run() {
    try {
      while (stopping.getCount() > 0) {
        strike();
        progress.poll(random.nextInt(LONGEST_PAUSE_MILLIS), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private void strike() {
    var fault = faults.get(random.nextInt(faults.size()));
    System.out.println("nemesis | " + fault.name());
    fault.strike().run();
    struck.merge(fault.name(), 1, Integer::sum);
  }

  private void freeze(ProcessHandle process) {
    signal("STOP", process);
    await();
    signal("CONT", process);
  }

  private void freeze(KafkaProcess kafka) {
    kafka.freeze();
    await();
    kafka.thaw();
  }

  /** The fault's length. */
  private void await() {
    try {
      stopping.await(random.nextInt(LONGEST_FREEZE_MILLIS), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void signal(String name, ProcessHandle process) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().onExit().join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
