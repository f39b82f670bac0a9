package dev.contrail.query.projection;

import dev.contrail.query.projection.ParkedTable.Parked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which streams are parked while a batch is folded, and which events it adds to them. */
final class Parking {

  private final Set<String> streams;
  private final List<Parked> added = new ArrayList<>();
  private final Map<Integer, Long> addedTo = new HashMap<>();

  /**
   * @param streams parked before
   */
  Parking(Set<String> streams) {
    this.streams = streams;
  }

  boolean isParked(String streamId) {
    return streams.contains(streamId);
  }

  /**
   * @param error null if it only waits behind an earlier one
   */
  void park(Arrival arrival, @Nullable String error) {
    streams.add(arrival.event().streamId());
    added.add(new Parked(arrival, error));
    addedTo.merge(arrival.partition(), 1L, Long::sum);
  }

  List<Parked> added() {
    return added;
  }

  /** How many were added in a partition. */
  long addedTo(int partition) {
    return addedTo.getOrDefault(partition, 0L);
  }
}
