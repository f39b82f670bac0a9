package dev.contrail.query.cache;

import dev.contrail.events.ConsistencyToken;
import dev.contrail.events.EventTopic;
import dev.contrail.query.projection.ParkedStreams;
import dev.contrail.query.projection.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Whether what is kept may be shown: not while notifications are not heard, not to a client whose
 * token stands for more, and not where later events of some stream are parked. What is refused here
 * is read, which waits or says why it cannot be.
 */
final class Trust {

  private final Progress progress;
  private final ParkedStreams parked;
  private final String cell;
  private final EventTopic topic;

  Trust(Progress progress, ParkedStreams parked, String cell, EventTopic topic) {
    this.progress = progress;
    this.parked = parked;
    this.cell = cell;
    this.topic = topic;
  }

  /**
   * @param token what the client sent, null if nothing
   */
  boolean allows(KeptTable table, @Nullable String token) {
    var hearingSince = progress.hearingSince();
    return hearingSince.isPresent()
        && table.isTrusted(hearingSince.getAsLong())
        && table.isTrusted(parked.changedAt()) // what was drained is dropped by the next look only
        && (token == null || covers(table, token))
        && !parked.any(table.projection());
  }

  /** Streams are known to be parked no later than the positions that have passed their events. */
  private boolean covers(KeptTable table, String token) {
    return ConsistencyToken.decode(token)
        .filter(decoded -> decoded.cell().equals(cell))
        .map(decoded -> decoded.positionsIn(topic))
        .filter(table::hasPassed)
        .filter(positions -> progress.hasPassed(table.projection(), positions))
        .isPresent();
  }
}
