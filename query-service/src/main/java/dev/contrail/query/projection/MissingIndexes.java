package dev.contrail.query.projection;

import dev.contrail.query.projection.Generations.Known;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Gives tables that are read the indexes that a migration has added to their template since they
 * were made. A migration cannot: the tables belong to the service. Once a start, in the background,
 * while reads and writes go on; of several instances one does it.
 */
final class MissingIndexes implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(MissingIndexes.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final RunnerDatabase database;
  private final Generations generations;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile boolean started;

  MissingIndexes(RunnerDatabase database, Generations generations) {
    this.database = database;
    this.generations = generations;
  }

  @Override
  public void start() {
    started = true;
    Thread.ofVirtual().name("missing-indexes").start(this::run);
  }

  private void run() {
    try {
      while (started && !addAll()) {
        started = !stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether all are there that can be made, or another instance is to be waited for. */
  private boolean addAll() {
    try {
      return generations.all().stream().filter(Known::live).allMatch(this::add);
    } catch (RuntimeException e) { // the database may be away
      log.warn("cannot look for missing indexes now, trying again: {}", e.toString());
      return false;
    }
  }

  /** What cannot be made is left out until the next start: the table may be of an older shape. */
  private boolean add(Known known) {
    try {
      return addBeside(known.generation());
    } catch (RuntimeException e) {
      log.warn("{}: cannot make its missing indexes", known.generation().fullName(), e);
      return true;
    }
  }

  /** Makes what is missing; false if another instance is at it. */
  boolean addBeside(Generation generation) {
    var free = new boolean[1];
    database.forLong(jdbc -> free[0] = new GenerationIndexes(jdbc).addBeside(generation));
    return free[0];
  }

  @Override
  public void stop() {
    started = false;
    stopping.countDown();
  }

  @Override
  public boolean isRunning() {
    return started;
  }
}
