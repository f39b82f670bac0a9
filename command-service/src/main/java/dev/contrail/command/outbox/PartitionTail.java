package dev.contrail.command.outbox;

import dev.contrail.events.ChainedEvent;
import java.util.ArrayList;
import java.util.List;

/** The last events found in one partition of the topic, in the order of their offsets. */
final class PartitionTail {

  /** What the end of a partition says. */
  record Link(long position, long previousPosition, String hash) {}

  static final Link NONE = new Link(0, 0, "");

  private final List<Link> links = new ArrayList<>();

  void add(ChainedEvent chained) {
    links.add(
        new Link(chained.event().position(), chained.previousPosition(), chained.event().hash()));
  }

  /** Whether the tail reaches down to what is known to have been acknowledged. */
  boolean reaches(long acknowledged) {
    return links.stream().anyMatch(link -> link.position() <= acknowledged);
  }

  /**
   * The last event up to which the partition has no hole: from what is known to have been
   * acknowledged, or what is left of it, along the chain of previous positions. Repeats are passed
   * over; what hangs behind a hole does not count.
   */
  Link connected(long acknowledged) {
    var at = NONE;
    for (var link : links) {
      if (link.position() <= acknowledged && link.position() > at.position()) {
        at = link;
      }
    }
    for (var link : links) {
      if (link.previousPosition() == at.position() && link.position() > at.position()) {
        at = link;
      }
    }
    return at;
  }

  /** The highest position found at all, connected or not. */
  Link highest() {
    return links.stream().max(java.util.Comparator.comparingLong(Link::position)).orElse(NONE);
  }
}
