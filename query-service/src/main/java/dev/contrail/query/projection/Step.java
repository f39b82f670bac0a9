package dev.contrail.query.projection;

/** What a record of the topic does to a projection. */
sealed interface Step<E, K extends Record> {

  Arrival arrival();

  /** Nothing: a repeat, or an event behind a hole. */
  record Passed<E, K extends Record>(Arrival arrival) implements Step<E, K> {}

  /** It is no event of ours. */
  record Foreign<E, K extends Record>(Arrival arrival, String reason) implements Step<E, K> {}

  /** The next event. */
  record Next<E, K extends Record>(Arrival arrival, Meaning<E, K> meaning) implements Step<E, K> {}
}
