package dev.contrail.query.projection;

/** What a record of the topic does to a projection; its partition's state when that is done. */
sealed interface Step<E, K extends Record> {

  Arrival arrival();

  PartitionState after();

  default int partition() {
    return arrival().partition();
  }

  /** Nothing: a repeat, an event behind a hole, or one that does not matter here. */
  record Passed<E, K extends Record>(Arrival arrival, PartitionState after) implements Step<E, K> {}

  /** It is no event of ours. */
  record Foreign<E, K extends Record>(Arrival arrival, PartitionState after, String reason)
      implements Step<E, K> {}

  /** The next event. */
  record Next<E, K extends Record>(Arrival arrival, PartitionState after, Meaning<E, K> meaning)
      implements Step<E, K> {}
}
