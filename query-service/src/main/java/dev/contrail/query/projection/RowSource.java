package dev.contrail.query.projection;

/** Where the events of one row come from. */
public enum RowSource {
  /**
   * From one event, by which it is made and never changed: it is written without being looked for.
   */
  ONE_EVENT,

  /** From one stream, so from one partition and in order. */
  ONE_STREAM,

  /**
   * From several streams, so from several partitions at once and in any order between them: the
   * fold must not depend on it. Every column but the key has a default, rows are made before they
   * are folded and are never removed.
   */
  MANY_STREAMS
}
