package dev.contrail.query.live;

import dev.contrail.query.projection.ReadPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a read table has found, shared by all who view it.
 *
 * @param to what has been seen then
 * @param changes in the order of partitions and positions; empty if what has changed is not known,
 *     and whoever has not seen that much otherwise has to begin anew
 * @param ofKey the same by key
 * @param lost whether what has changed is not known
 * @param anew whether everybody has to begin anew, whatever was seen
 */
record LiveBatch<K, V>(
    ReadPoint to,
    List<LiveChange<K, V>> changes,
    Map<K, List<LiveChange<K, V>>> ofKey,
    boolean lost,
    boolean anew) {

  /**
   * A row and the last event of a partition that concerned it.
   *
   * @param row null if there is none now
   * @param event that tells the row, or that there is none
   */
  record LiveChange<K, V>(int partition, long position, K key, @Nullable V row, ServerEvent event) {

    boolean isOfSameEventAs(LiveChange<K, V> other) {
      return partition == other.partition && position == other.position;
    }
  }

  static <K, V> LiveBatch<K, V> of(ReadPoint to, List<LiveChange<K, V>> changes) {
    return new LiveBatch<>(
        to,
        changes,
        changes.stream().collect(Collectors.groupingBy(LiveChange::key)),
        false,
        false);
  }

  static <K, V> LiveBatch<K, V> lost(ReadPoint to) {
    return new LiveBatch<>(to, List.of(), Map.of(), true, false);
  }

  static <K, V> LiveBatch<K, V> anew(ReadPoint to) {
    return new LiveBatch<>(to, List.of(), Map.of(), true, true);
  }

  /** Each row once, where the last event stands that concerned it: what comes before has gone. */
  static <K, V> List<LiveChange<K, V>> latest(List<LiveChange<K, V>> changes, ReadPoint seen) {
    var latest = new LinkedHashMap<K, LiveChange<K, V>>();
    for (var change : changes) {
      if (!seen.hasPassed(change.partition(), change.position())) {
        latest.remove(change.key());
        latest.put(change.key(), change);
      }
    }
    return List.copyOf(latest.values());
  }
}
