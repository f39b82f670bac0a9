package dev.contrail.query.cache;

import dev.contrail.query.projection.ReadPoint;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is known of a read table whose rows are kept: how far its changes have been heard of. */
final class KeptTable {

  /** Changes are looked for every second even if nothing is heard. */
  private static final long TRUSTED_NANOS = Duration.ofSeconds(3).toNanos();

  private final String projection;
  private final String begin;
  private final String end;
  private final Predicate<String> canonical;
  private volatile @Nullable ReadPoint at;
  private volatile @Nullable Long upToDateAt;

  /**
   * @param path with {@code {}} for the id
   * @param canonical whether an id is written in the one way in which changes are told of it
   */
  KeptTable(String projection, String path, Predicate<String> canonical) {
    var id = path.indexOf("{}");
    if (id < 0) {
      throw new IllegalArgumentException("no {} in " + path);
    }
    this.projection = projection;
    this.canonical = canonical;
    this.begin = path.substring(0, id);
    this.end = path.substring(id + 2);
  }

  String projection() {
    return projection;
  }

  String path(String id) {
    return begin + id + end;
  }

  /** Whether a path is one of a row, and the only one that this row has. */
  boolean matches(String path) {
    return path.length() > begin.length() + end.length()
        && path.startsWith(begin)
        && path.endsWith(end)
        && path.indexOf('/', begin.length()) == (end.isEmpty() ? -1 : path.length() - end.length())
        && canonical.test(path.substring(begin.length(), path.length() - end.length()));
  }

  String pattern() {
    return begin + "{id}" + end;
  }

  /** All changes up to here have been made known. */
  void isAt(ReadPoint now) {
    at = now;
  }

  /** All changes that were committed before then have been made known. */
  void upToDate(long nanoTime) {
    upToDateAt = nanoTime;
  }

  /**
   * Whether what is kept can be shown: changes have been looked for a moment ago, and after
   * something else happened, e.g. notifications were heard again.
   */
  boolean isTrusted(long after) {
    var then = upToDateAt;
    return then != null && System.nanoTime() - then < TRUSTED_NANOS && then - after > 0;
  }

  /** Whether what is kept is no older than events at these positions, by partition. */
  boolean hasPassed(Map<Integer, Long> positions) {
    var point = at;
    return point != null
        && positions.entrySet().stream()
            .allMatch(one -> point.hasPassed(one.getKey(), one.getValue()));
  }
}
