package dev.contrail.command.faults;

import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** Threads that do the same until they are told to stop. */
public final class Crew implements AutoCloseable {

  private final List<Thread> threads;
  private volatile boolean stopping;

  /**
   * @param work of one member, who is told his number from 0; looks at {@link #isStopping}
   */
  public Crew(int members, IntConsumer work) {
    this.threads =
        IntStream.range(0, members)
            .mapToObj(member -> Thread.ofVirtual().unstarted(() -> work.accept(member)))
            .toList();
  }

  public void start() {
    threads.forEach(Thread::start);
  }

  public boolean isStopping() {
    return stopping;
  }

  /** Returns when every member has come to an end. */
  @Override
  public void close() {
    stopping = true;
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
