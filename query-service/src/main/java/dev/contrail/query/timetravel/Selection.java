package dev.contrail.query.timetravel;

import org.jspecify.annotations.Nullable;

/**
 * Which events of the journal are to be folded. Fewer is faster; what is left out must not concern
 * the rows that are asked for.
 *
 * @param streamId of one stream only, null for any
 * @param containing JSON that the event's data contains, as PostgreSQL's {@code @>} has it; null
 *     for any
 */
public record Selection(@Nullable String streamId, @Nullable String containing) {

  /** All events. */
  public static Selection everything() {
    return new Selection(null, null);
  }

  /** The events of one stream. */
  public static Selection ofStream(String streamId) {
    return new Selection(streamId, null);
  }

  /** Events whose data contains this JSON. */
  public static Selection containing(String json) {
    return new Selection(null, json);
  }
}
