package com.example.flights.benchmarks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Begins things on time, whatever has become of those before: a slow answer delays no other. */
final class OpenLoop {

  private OpenLoop() {}

  /** Something that takes time; says when the part that counts began, by the nanosecond clock. */
  interface Attempt {
    long run() throws Exception;
  }

  /** How long the part that counts took each time, in microseconds, sorted. */
  static long[] run(int perSecond, Duration time, Attempt attempt) {
    try (var clock = Executors.newSingleThreadScheduledExecutor();
        var workers = Executors.newVirtualThreadPerTaskExecutor()) {
      var times =
          IntStream.range(0, (int) (perSecond * time.toSeconds()))
              .mapToObj(i -> {
                var micros = new CompletableFuture<Long>();
                clock.schedule(
                    () -> workers.execute(() -> complete(micros, attempt)),
                    TimeUnit.SECONDS.toMicros(i) / perSecond,
                    TimeUnit.MICROSECONDS);
                return micros;
              })
              .toList();
      return times.stream().mapToLong(CompletableFuture::join).sorted().toArray();
    }
  }

  private static void complete(CompletableFuture<Long> micros, Attempt attempt) {
    try {
      var began = attempt.run();
      micros.complete((System.nanoTime() - began) / 1_000);
    } catch (Exception e) {
      micros.completeExceptionally(e);
    }
  }
}
