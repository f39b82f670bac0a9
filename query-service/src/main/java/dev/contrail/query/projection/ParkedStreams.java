package dev.contrail.query.projection;

import java.util.Map;
import java.util.Set;

/**
 * Streams that are parked in the live generations, as far as this instance knows: it hears of them
 * no later than of the positions that have passed them. Safe for use by many threads.
 */
public final class ParkedStreams {

  private volatile Map<String, Set<String>> byProjection = Map.of();
  private volatile long changedAt = System.nanoTime();

  void are(Map<String, Set<String>> streams) {
    if (!streams.equals(byProjection)) {
      changedAt = System.nanoTime();
      byProjection = Map.copyOf(streams);
    }
  }

  /** When this instance last heard of others, by the nanosecond clock. */
  public long changedAt() {
    return changedAt;
  }

  /** Whether what a projection shows of a stream is older than it seems. */
  public boolean contains(String projection, String streamId) {
    return byProjection.getOrDefault(projection, Set.of()).contains(streamId);
  }

  /** Whether there are any in a projection. */
  public boolean any(String projection) {
    return count(projection) > 0;
  }

  /** How many there are in a projection. */
  int count(String projection) {
    return byProjection.getOrDefault(projection, Set.of()).size();
  }
}
