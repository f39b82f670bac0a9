package dev.contrail.query.projection;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The topic from its beginning, read and parsed once for all rebuilds that begin together. They go
 * in step: nobody is more than two batches ahead of another one. Who needs something else leaves
 * and reads on alone; so does one that keeps the others waiting for too long.
 */
final class SharedReading {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int AHEAD = 2;

  private final Supplier<Consumer<String, byte[]>> opened;
  private final List<TopicPartition> partitions;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition taken = lock.newCondition();
  private final Map<Member, Deque<List<Arrival>>> waiting = new HashMap<>();
  private @Nullable Consumer<String, byte[]> consumer;

  /**
   * @param opened makes the consumer once something is read
   */
  SharedReading(Supplier<Consumer<String, byte[]>> opened, String topic, int partitions) {
    this.opened = opened;
    this.partitions =
        IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic, i)).toList();
  }

  /** One of those who read. */
  final class Member {

    private Member() {}

    /** What comes next, in order within each partition; null to one who is no member any more. */
    @Nullable List<Arrival> next() {
      lock.lock();
      try {
        awaitOthers(this);
        var mine = waiting.get(this);
        if (mine == null) {
          return null;
        }
        var next = mine.poll();
        taken.signalAll();
        return next == null ? read(this) : next;
      } finally {
        lock.unlock();
      }
    }

    void leave() {
      lock.lock();
      try {
        waiting.remove(this);
        taken.signalAll();
        if (waiting.isEmpty() && consumer != null) {
          consumer.close();
          consumer = null;
        }
      } finally {
        lock.unlock();
      }
    }
  }

  /** Before anybody reads: who joins later would miss what was read. */
  Member join() {
    lock.lock();
    try {
      var member = new Member();
      waiting.put(member, new ArrayDeque<>());
      return member;
    } finally {
      lock.unlock();
    }
  }

  /** Returns once this one has something waiting, or nobody else has too much. */
  private void awaitOthers(Member member) {
    var left = PATIENCE.toNanos();
    while (hasNothing(member) && waiting.values().stream().anyMatch(SharedReading::isBehind)) {
      try {
        left = taken.awaitNanos(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        waiting.remove(member);
      }
      if (left <= 0) {
        waiting.values().removeIf(SharedReading::isBehind);
      }
    }
  }

  private boolean hasNothing(Member member) {
    var mine = waiting.get(member);
    return mine != null && mine.isEmpty();
  }

  private static boolean isBehind(Collection<?> batches) {
    return batches.size() >= AHEAD;
  }

  private List<Arrival> read(Member reader) {
    var reading = consumer;
    if (reading == null) {
      reading = opened.get();
      consumer = reading;
      reading.assign(partitions);
      for (var partition : partitions) {
        reading.seek(partition, 0);
      }
    }
    var arrivals = new ArrayList<Arrival>();
    reading.poll(POLL).forEach(record -> arrivals.add(Arrival.of(record)));
    if (!arrivals.isEmpty()) {
      waiting.forEach((member, batches) -> {
        if (member != reader) {
          batches.add(arrivals);
        }
      });
      taken.signalAll();
    }
    return arrivals;
  }
}
