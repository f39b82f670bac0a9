package dev.contrail.query.projection;

import org.jspecify.annotations.Nullable;

/**
 * What a record of the topic does to a projection.
 *
 * @param after the partition's state when it is done
 * @param work what it does to rows, null if nothing
 * @param foreign why it is no event of ours, null if it is one
 */
record Step<E, K extends Record>(
    int partition, PartitionState after, @Nullable Work<E, K> work, @Nullable String foreign) {

  /** An event and the rows it concerns. */
  record Work<E, K extends Record>(long offset, Recorded<E> event, Keys<K> keys) {}
}
