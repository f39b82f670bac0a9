package dev.contrail.query.projection;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * How far the read tables have come, as far as this instance knows: told by its own runners at once
 * and by other instances through the database. Never ahead of what is committed, and only told of a
 * generation while it is the live one: as another one is only ever made live once it has come as
 * far, what has been reached stays reached. Safe for use by many threads.
 */
public final class Progress {

  private record Waiter(
      Set<String> projections, Map<Integer, Long> positions, CompletableFuture<Void> passed) {}

  private record Listener(String projection, CompletableFuture<Void> told) {}

  private final Map<String, Map<Integer, Long>> positions = new ConcurrentHashMap<>();
  private final Set<Waiter> waiters = ConcurrentHashMap.newKeySet();
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final List<Consumer<String>> followers = new CopyOnWriteArrayList<>();
  private volatile OptionalLong hearingSince = OptionalLong.empty();

  boolean isWaitedFor() {
    return !waiters.isEmpty() || !listeners.isEmpty();
  }

  /** The live generation of a projection has come this far; old news does no harm. */
  void advanced(String projection, Map<Integer, Cursor> cursors) {
    var reached = new HashMap<Integer, Long>();
    cursors.forEach((partition, cursor) -> reached.put(partition, cursor.position()));
    advancedTo(projection, reached);
  }

  /** The same by positions. */
  void advancedTo(String projection, Map<Integer, Long> reached) {
    var known = positions.computeIfAbsent(projection, _ -> new ConcurrentHashMap<>());
    reached.forEach((partition, position) -> known.merge(partition, position, Math::max));
    waiters.stream()
        .filter(waiter -> hasPassed(waiter.projections(), waiter.positions()))
        .forEach(waiter -> waiter.passed().complete(null));
    listeners.stream()
        .filter(listener -> listener.projection().equals(projection))
        .forEach(listener -> listener.told().complete(null));
    followers.forEach(follower -> follower.accept(projection));
  }

  /** Notifications are heard from now on. */
  void hearing() {
    hearingSince = OptionalLong.of(System.nanoTime());
  }

  /** Notifications may be missed from now on. */
  void deaf() {
    hearingSince = OptionalLong.empty();
  }

  /** Since which {@link System#nanoTime} notifications are heard; empty if they are not. */
  public OptionalLong hearingSince() {
    return hearingSince;
  }

  /** Whether a projection has applied all events up to these positions, by partition. */
  public boolean hasPassed(String projection, Map<Integer, Long> wanted) {
    var reached = reached(projection);
    return wanted.entrySet().stream()
        .allMatch(one -> reached.getOrDefault(one.getKey(), 0L) >= one.getValue());
  }

  /** Whether all of the projections have. */
  public boolean hasPassed(Set<String> projections, Map<Integer, Long> wanted) {
    return projections.stream().allMatch(projection -> hasPassed(projection, wanted));
  }

  /**
   * Completes at the next news of a projection, or after a while without: time to look again.
   * Whoever asks before looking misses nothing, and cancels it afterwards.
   */
  public CompletableFuture<Void> news(String projection) {
    var listener = new Listener(projection, new CompletableFuture<>());
    listeners.add(listener);
    listener.told().whenComplete((_, _) -> listeners.remove(listener));
    return listener.told();
  }

  /**
   * Has a follower told the name of a projection whenever there may be something new in its read
   * table. It must not block: it is called by the threads that bring the news.
   */
  public void whenAdvanced(Consumer<String> follower) {
    followers.add(follower);
  }

  /** Position of the last event a projection has applied, in any partition; 0 if none. */
  long highest(String projection) {
    return reached(projection).values().stream().mapToLong(Long::longValue).max().orElse(0);
  }

  /**
   * Completes once all the projections have applied all events up to these positions. Whoever gives
   * up cancels it.
   *
   * @param projections their names
   * @param wanted for each partition the position to be passed
   */
  CompletableFuture<Void> passed(Set<String> projections, Map<Integer, Long> wanted) {
    var waiter = new Waiter(projections, wanted, new CompletableFuture<>());
    if (hasPassed(projections, wanted)) {
      waiter.passed().complete(null);
      return waiter.passed();
    }
    waiters.add(waiter);
    waiter.passed().whenComplete((_, _) -> waiters.remove(waiter));
    if (hasPassed(projections, wanted)) { // it may have happened before the waiter was seen
      waiter.passed().complete(null);
    }
    return waiter.passed();
  }

  /**
   * Waits for that.
   *
   * @return false if it took too long
   */
  public boolean awaitPassed(Set<String> projections, Map<Integer, Long> wanted, Duration atMost)
      throws InterruptedException {
    var passed = passed(projections, wanted);
    try {
      passed.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      passed.cancel(false);
    }
  }

  /** The position of the last event applied, by partition: as it is when it is looked at. */
  public Map<Integer, Long> reached(String projection) {
    return Collections.unmodifiableMap(positions.getOrDefault(projection, Map.of()));
  }
}
