package dev.contrail.query.live;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent to one client: filled by any thread, emptied by the stream's. It never
 * holds more than fits: one item too many and the client is cut off, to come back and go on after
 * the last event it has read.
 */
public final class Inbox<T> {

  private final Queue<T> items = new ArrayDeque<>(2);
  private final int capacity;
  private final EventStream stream;

  Inbox(int capacity, EventStream stream) {
    this.capacity = capacity;
    this.stream = stream;
  }

  /** Never blocks. Whatever is offered after the stream's end is forgotten. */
  public void offer(T item) {
    add(item);
    stream.awaken();
  }

  private synchronized void add(T item) {
    if (items.size() == capacity) {
      stream.cutOff();
    }
    if (stream.hasEnded()) {
      items.clear();
    } else {
      items.add(item);
    }
  }

  synchronized @Nullable T poll() {
    return items.poll();
  }

  /** Whether all that was offered is on its way to the client, and nothing was forgotten. */
  public synchronized boolean isEmpty() {
    return items.isEmpty() && !stream.hasEnded();
  }
}
