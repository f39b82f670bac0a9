package dev.contrail.query.projection;

import org.jspecify.annotations.Nullable;

/**
 * Where a runner stands in one of its partitions.
 *
 * @param cursor as it is in the database
 * @param hole not null while events are missing
 * @param failure not null once an event could not be applied
 */
record PartitionState(Cursor cursor, @Nullable Hole hole, @Nullable Failure failure) {

  /** The database could not be asked; matches no cursor, so that the next batch asks it. */
  static final PartitionState UNKNOWN = at(new Cursor(null, -1, -1));

  static PartitionState at(Cursor cursor) {
    return new PartitionState(cursor, null, null);
  }

  PartitionState stoppedBy(Failure reason) {
    return new PartitionState(cursor, hole, reason);
  }
}
