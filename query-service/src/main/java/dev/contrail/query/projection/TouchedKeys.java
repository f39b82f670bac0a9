package dev.contrail.query.projection;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** The rows that the events of a batch concern, by partition, and the last event of each. */
final class TouchedKeys<K extends Record> {

  private final Map<Integer, Map<K, Long>> byPartition = new TreeMap<>();

  void add(Arrival arrival, Collection<K> keys) {
    var touched = byPartition.computeIfAbsent(arrival.partition(), _ -> new LinkedHashMap<>());
    keys.forEach(key -> touched.put(key, arrival.position()));
  }

  Map<K, Long> of(int partition) {
    return byPartition.getOrDefault(partition, Map.of());
  }
}
