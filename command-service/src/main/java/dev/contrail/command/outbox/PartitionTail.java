package dev.contrail.command.outbox;

import dev.contrail.events.ChainedEvent;
import org.jspecify.annotations.Nullable;

/**
 * What the last events of one partition of the topic tell, added in the order of their offsets.
 * Keeps no more than it needs, however long the tail is.
 */
final class PartitionTail {

  /** An event that was found in the topic. */
  record Link(long position, String hash) {}

  static final Link NONE = new Link(0, "");

  private final long acknowledged;
  private @Nullable Link first;
  private Link highest = NONE;
  private Link connected = NONE;

  /**
   * @param acknowledged the partition's last event that is known to have been acknowledged, 0 =
   *     none
   */
  PartitionTail(long acknowledged) {
    this.acknowledged = acknowledged;
  }

  void add(ChainedEvent chained) {
    var link = new Link(chained.event().position(), chained.event().hash());
    if (first == null) {
      first = link;
    }
    if (link.position() > highest.position()) {
      highest = link;
    }
    var known = link.position() <= acknowledged;
    var next = chained.previousPosition() == connected.position();
    if (link.position() > connected.position() && (known || next)) {
      connected = link;
    }
  }

  /** Whether it begins with something that is known to have been acknowledged. */
  boolean reachesBack() {
    return first != null && first.position() <= acknowledged;
  }

  /**
   * The last event up to which the partition has no hole: from what is known to have been
   * acknowledged, or what is left of it, along the chain of previous positions. Repeats are passed
   * over; what hangs behind a hole does not count. True only if the tail {@link #reachesBack} or
   * begins with the partition.
   */
  Link connected() {
    return connected;
  }

  /** The highest position found at all, connected or not. */
  Link highest() {
    return highest;
  }
}
