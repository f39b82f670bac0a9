package dev.contrail.events;

/** What a record on the topic turns out to be. */
public sealed interface Inbound {

  /** One of ours. */
  record Event(ChainedEvent chained) implements Inbound {}

  /** Bytes that are no event of ours. */
  record Foreign(String reason) implements Inbound {}
}
