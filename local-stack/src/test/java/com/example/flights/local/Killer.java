package com.example.flights.local;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Kills services at moments that a seed decides: now the one that decides, now the one that reads.
 */
final class Killer {
  private static final int LONGEST_MILLIS = 800;
  private static final int ROUNDS = 4;

  private final Random random;
  private final List<Runnable> victims = new ArrayList<>();
  private final List<CompletableFuture<Void>> strikes = new ArrayList<>();

  /** Of its own: a strike waits for a process, whose end is told on the common pool. */
  private final Executor threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

  Killer(RunningSystem system, Random random) {
    this.random = random;
    for (int i = 0; i < ROUNDS; i++) {
      victims.add(system::killTheCommandService);
      victims.add(system::killTheQueryService);
    }
    Collections.shuffle(victims, random);
  }

  /** In the midst of what the system is about to do. */
  void strikeSoon() {
    if (!victims.isEmpty()) {
      var moment =
          CompletableFuture.delayedExecutor(
              random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS, threads);
      strikes.add(CompletableFuture.runAsync(victims.removeFirst(), moment));
    }
  }

  /** Returns when the last strike that was begun is over. */
  void finish() {
    strikes.forEach(CompletableFuture::join);
  }

  int kills() {
    return strikes.size();
  }
}
