package dev.contrail.command.outbox;

import java.util.Arrays;

/** For each partition, the position of its last event; 0 = none. Immutable. */
final class PartitionPositions {

  private final long[] positions;

  private PartitionPositions(long[] positions) {
    this.positions = positions;
  }

  static PartitionPositions none(int partitions) {
    return new PartitionPositions(new long[partitions]);
  }

  /** Whatever is found is known already: nothing further back is of interest. */
  static PartitionPositions unknown(int partitions) {
    var positions = new long[partitions];
    Arrays.fill(positions, Long.MAX_VALUE);
    return new PartitionPositions(positions);
  }

  static PartitionPositions of(long[] positions) {
    return new PartitionPositions(positions.clone());
  }

  long of(int partition) {
    return positions[partition];
  }

  int partitions() {
    return positions.length;
  }

  long[] toArray() {
    return positions.clone();
  }

  Long[] toBoxedArray() {
    return Arrays.stream(positions).boxed().toArray(Long[]::new);
  }

  @Override
  public String toString() {
    return Arrays.toString(positions);
  }
}
