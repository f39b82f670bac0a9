package dev.contrail.query.console;

import dev.contrail.query.projection.Progress;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When this instance heard that a projection had passed which positions: the latest few. Safe for
 * use by many threads.
 */
final class Passages {

  /** Of a projection: some seconds of full load, minutes of a quiet day. */
  private static final int KEPT = 2_000;

  private record Passage(int partition, long before, long position, Instant at) {}

  private static final class Course {
    private final Map<Integer, Long> reached;
    private final Deque<Passage> passages = new ArrayDeque<>();

    /** What had been passed before anybody looked, was passed at a time that nobody knows. */
    Course(Map<Integer, Long> reached) {
      this.reached = new HashMap<>(reached);
    }

    synchronized void advance(Map<Integer, Long> positions, Instant at) {
      positions.forEach((partition, position) -> {
        var before = reached.getOrDefault(partition, 0L);
        if (position > before) {
          reached.put(partition, position);
          passages.addLast(new Passage(partition, before, position, at));
        }
      });
      while (passages.size() > KEPT) {
        passages.removeFirst();
      }
    }

    synchronized Optional<Instant> passed(int partition, long position) {
      return passages.stream()
          .filter(passage -> passage.partition() == partition)
          .filter(passage -> passage.before() < position && position <= passage.position())
          .map(Passage::at)
          .findFirst();
    }
  }

  private final Progress progress;
  private final Clock clock;
  private final Map<String, Course> courses = new HashMap<>();

  /** Looks from now on. */
  Passages(Progress progress, Iterable<String> projections, Clock clock) {
    this.progress = progress;
    this.clock = clock;
    projections.forEach(name -> courses.put(name, new Course(progress.reached(name))));
    progress.whenAdvanced(this::advanced);
  }

  private void advanced(String projection) {
    var course = courses.get(projection);
    if (course != null) {
      course.advance(progress.reached(projection), clock.instant());
    }
  }

  /**
   * When a projection had passed all of these.
   *
   * @param positions by partition
   * @return empty if it has not, or too long ago
   */
  Optional<Instant> passed(String projection, Map<Integer, Long> positions) {
    advanced(projection); // whoever knows that it has passed may come before whoever tells us
    var course = courses.get(projection);
    if (course == null) {
      return Optional.empty();
    }
    Optional<Instant> last = Optional.empty();
    for (var wanted : positions.entrySet()) {
      var at = course.passed(wanted.getKey(), wanted.getValue());
      if (at.isEmpty()) {
        return at;
      }
      last = last.filter(at.get()::isBefore).or(() -> at);
    }
    return last;
  }
}
