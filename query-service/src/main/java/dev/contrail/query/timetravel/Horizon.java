package dev.contrail.query.timetravel;

import dev.contrail.query.projection.ParkedStreams;
import dev.contrail.query.projection.Progress;
import dev.contrail.query.projection.Reach;
import dev.contrail.query.projection.Reach.Ends;
import dev.contrail.query.projection.Reach.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Knows up to which position the journal has every event, and so turns times into positions.
 *
 * <p>Times rise with positions. Once an event after the time is here, and every event before that
 * one, it is certain which events the time includes. Without a later event nothing is certain, for
 * one may be on its way: then all that was on the topic when the request came has to be here.
 */
final class Horizon {

  static final String JOURNAL = "journal";

  private static final Duration QUIET = Duration.ofMillis(300);

  /**
   * A time as a position.
   *
   * @param position of the last event it includes, 0 if none
   * @param settled whether no other event can come to be included
   */
  record Covered(long position, boolean settled) {}

  private final JournalEvents events;
  private final Progress progress;
  private final Reach reach;
  private final ParkedStreams parked;
  private final AtomicLong complete = new AtomicLong();

  Horizon(JournalEvents events, Progress progress, Reach reach, ParkedStreams parked) {
    this.events = events;
    this.progress = progress;
    this.reach = reach;
    this.parked = parked;
  }

  private interface Look<T> {
    /** Null if it is too early to say. */
    @Nullable T at(Standing standing, @Nullable Ends ends);
  }

  /**
   * Waits until it can say which events were recorded up to and with a time. A time in the future
   * includes all there are.
   */
  Covered await(Instant time, Deadline deadline) throws InterruptedException {
    return await(deadline, (standing, ends) -> covered(time, standing, ends));
  }

  private @Nullable Covered covered(Instant time, Standing standing, @Nullable Ends ends) {
    var around = events.around(time); // later than the cursors: what they have passed is seen
    var next = around.next();
    if (next != null) {
      // what is parked has been passed, and is still to come
      var settled = !parked.any(JOURNAL);
      return isComplete(next - 1, standing) ? new Covered(next - 1, settled) : null;
    }
    return ends != null && standing.hasReached(ends) && isComplete(around.last(), standing)
        ? new Covered(around.last(), false)
        : null;
  }

  /** Waits until all that is on the topic now has arrived. */
  void awaitEnd(Deadline deadline) throws InterruptedException {
    await(
        deadline,
        (standing, ends) -> ends != null && standing.hasReached(ends) ? Boolean.TRUE : null);
  }

  /** Looks again at all news of the journal, and where the topic ends once that matters. */
  private <T> T await(Deadline deadline, Look<T> look) throws InterruptedException {
    Ends ends = null;
    var quiet = false;
    while (true) {
      var news = progress.news(JOURNAL);
      try {
        var standing = reach.of(JOURNAL);
        var found = look.at(standing, ends);
        if (found != null) {
          return found;
        }
        var better = better(ends, standing, quiet);
        if (!Objects.equals(better, ends)) {
          ends = better;
          continue;
        }
        quiet = !isTold(news, deadline);
      } catch (ExecutionException e) {
        throw new IllegalStateException(e);
      } finally {
        news.cancel(false);
      }
    }
  }

  private @Nullable Ends better(@Nullable Ends ends, Standing standing, boolean quiet)
      throws InterruptedException {
    if (ends == null) {
      return reach.ends().orElse(null);
    }
    return quiet ? reach.withoutMarks(ends, standing) : ends;
  }

  /** Whether there were news soon enough to expect more. */
  private static boolean isTold(Future<Void> news, Deadline deadline)
      throws InterruptedException, ExecutionException {
    var left = deadline.millisLeft();
    if (left == 0) {
      throw deadline.missed();
    }
    try {
      news.get(Math.min(left, QUIET.toMillis()), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /**
   * Every partition is complete up to its cursor, so the whole is up to the lowest one; a partition
   * with nothing new keeps that low. As positions have no gaps, the rest need only be counted, and
   * only once.
   */
  private boolean isComplete(long position, Standing standing) {
    var known = Math.max(complete.get(), standing.complete());
    if (position > known) {
      if (!events.isComplete(known, position)) {
        return false;
      }
      known = position;
    }
    complete.accumulateAndGet(known, Math::max);
    return true;
  }
}
