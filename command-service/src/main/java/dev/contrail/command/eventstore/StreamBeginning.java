package dev.contrail.command.eventstore;

import dev.contrail.events.RecordedEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a cold load of a stream begins.
 *
 * @param snapshot null if there is none that the same code wrote and the log bears out
 * @param events the first ones after the snapshot, in order; the stream may have more
 */
public record StreamBeginning(@Nullable Snapshot snapshot, List<RecordedEvent> events) {

  /**
   * A stream that is to be read.
   *
   * @param stateType and fingerprint: which code's snapshot will do
   */
  public record Wanted(String streamId, String stateType, String fingerprint) {}
}
