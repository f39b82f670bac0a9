package dev.contrail.query.projection;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What a reader of a projection has seen: all that is in one life of its read table up to a
 * position in each partition. A life ends when another generation is read or rows change otherwise
 * than by events that come in; points of different lives cannot be compared.
 */
public final class ReadPoint {

  private static final int MAX_LENGTH = 16_384;

  private final int generation;
  private final long epoch;
  private final long[] positions;

  ReadPoint(int generation, long epoch, long[] positions) {
    this.generation = generation;
    this.epoch = epoch;
    this.positions = positions;
  }

  /** A point for tests and tools. */
  public static ReadPoint of(int generation, long epoch, long... positions) {
    return new ReadPoint(generation, epoch, positions.clone());
  }

  int generation() {
    return generation;
  }

  long[] positions() {
    return positions;
  }

  /** Whether one can be reached from the other by changes. */
  public boolean sameLife(ReadPoint other) {
    return generation == other.generation
        && epoch == other.epoch
        && positions.length == other.positions.length;
  }

  /** Whether an event has been seen here, or whatever it has become since. */
  public boolean hasPassed(int partition, long position) {
    return partition < positions.length && positions[partition] >= position;
  }

  /** Whether everything has been seen here that has been seen there. */
  public boolean hasPassed(ReadPoint other) {
    for (var partition = 0; partition < positions.length; partition++) {
      if (positions[partition] < other.positions[partition]) {
        return false;
      }
    }
    return sameLife(other);
  }

  /** The same with an event of a partition seen as well, and all before it there. */
  public ReadPoint with(int partition, long position) {
    if (hasPassed(partition, position)) {
      return this;
    }
    var more = positions.clone();
    more[partition] = position;
    return new ReadPoint(generation, epoch, more);
  }

  /** All that has been seen at either point of the same life. */
  public ReadPoint and(ReadPoint other) {
    var more = positions.clone();
    Arrays.setAll(more, partition -> Math.max(more[partition], other.positions[partition]));
    return new ReadPoint(generation, epoch, more);
  }

  /**
   * As clients carry it: opaque and short.
   *
   * @param scope what it belongs to; {@link #decode} wants the same
   */
  public String encode(String scope) {
    var bytes = ByteBuffer.allocate(Integer.BYTES + (positions.length + 2) * (Long.BYTES + 2));
    bytes.putInt(scope.hashCode());
    put(bytes, generation);
    put(bytes, epoch);
    for (var position : positions) {
      put(bytes, position);
    }
    var encoded = Arrays.copyOf(bytes.array(), bytes.position());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(encoded);
  }

  /** Empty for what was not made by {@link #encode} for this scope. */
  public static Optional<ReadPoint> decode(String scope, String encoded) {
    if (encoded.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
      if (bytes.getInt() != scope.hashCode()) {
        return Optional.empty();
      }
      var generation = Math.toIntExact(get(bytes));
      var epoch = get(bytes);
      var positions = new long[bytes.remaining()];
      var partitions = 0;
      while (bytes.hasRemaining()) {
        positions[partitions++] = get(bytes);
      }
      return Optional.of(new ReadPoint(generation, epoch, Arrays.copyOf(positions, partitions)));
    } catch (RuntimeException e) { // of which there are many kinds: any garbage may come
      return Optional.empty();
    }
  }

  /** Seven bits a byte, the lowest first, the highest bit saying that there is more. */
  private static void put(ByteBuffer bytes, long number) {
    var rest = number;
    while (rest > 0x7f) {
      bytes.put((byte) (rest & 0x7f | 0x80));
      rest >>>= 7;
    }
    bytes.put((byte) rest);
  }

  private static long get(ByteBuffer bytes) {
    var number = 0L;
    for (var shift = 0; shift < Long.SIZE; shift += 7) {
      var next = bytes.get();
      number |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw new IllegalArgumentException("too long for a number");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReadPoint point
        && sameLife(point)
        && Arrays.equals(positions, point.positions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(positions);
  }

  @Override
  public String toString() {
    return "g%d.%d%s".formatted(generation, epoch, Arrays.toString(positions));
  }
}
