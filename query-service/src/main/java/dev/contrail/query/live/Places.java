package dev.contrail.query.live;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** So many streams at once, and not all of them for one subject. Safe for use by many threads. */
final class Places {

  private final Semaphore free;
  private final int ofOne;
  private final Map<String, Integer> taken = new ConcurrentHashMap<>();

  Places(int all, int ofOne) {
    this.free = new Semaphore(all);
    this.ofOne = ofOne;
  }

  /** Whether there was a place. */
  enum Answer {
    TAKEN,
    NONE_LEFT,
    SUBJECT_HAS_ENOUGH
  }

  /** Takes one, which has to be {@linkplain #giveBack given back} then. */
  Answer take(String subject) {
    if (taken.merge(subject, 1, Integer::sum) > ofOne) {
      leave(subject);
      return Answer.SUBJECT_HAS_ENOUGH;
    }
    if (!free.tryAcquire()) {
      leave(subject);
      return Answer.NONE_LEFT;
    }
    return Answer.TAKEN;
  }

  void giveBack(String subject) {
    leave(subject);
    free.release();
  }

  private void leave(String subject) {
    taken.computeIfPresent(subject, (_, number) -> number == 1 ? null : number - 1);
  }
}
