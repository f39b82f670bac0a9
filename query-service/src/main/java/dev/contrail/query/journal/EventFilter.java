package dev.contrail.query.journal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted; null means any.
 *
 * @param from first time, inclusive
 * @param to last time, exclusive
 * @param actor who sent the command
 * @param correlation id of the request that set it off
 * @param data what the event contains, as {@code jsonb} contains it
 */
record EventFilter(
    @Nullable String type,
    @Nullable String stream,
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable String actor,
    @Nullable String correlation,
    @Nullable String data) {

  static final EventFilter ALL = new EventFilter(null, null, null, null, null, null, null);

  // times rise with positions, so a time is turned into a position first
  private static final String FROM =
      """
      and position >= (
        select position from projection.journal
        where cell = :cell and recorded_at >= :from order by recorded_at limit 1)
      """;

  private static final String TO =
      """
      and position < coalesce((
        select position from projection.journal
        where cell = :cell and recorded_at >= :to order by recorded_at limit 1),
        9223372036854775807)
      """;

  /** To be added to a condition; uses {@code :cell} and {@link #parameters}. */
  String sql() {
    return (type == null ? "" : "and type = :type\n")
        + (stream == null ? "" : "and stream_id = :stream\n")
        + (from == null ? "" : FROM)
        + (to == null ? "" : TO)
        + (actor == null ? "" : "and metadata ->> 'actor' = :actor\n")
        + (correlation == null ? "" : "and metadata ->> 'correlationId' = :correlation\n")
        + (data == null ? "" : "and data @> :data::jsonb\n");
  }

  Map<String, Object> parameters() {
    var parameters = new HashMap<String, Object>();
    put(parameters, "type", type);
    put(parameters, "stream", stream);
    put(parameters, "from", from == null ? null : from.atOffset(ZoneOffset.UTC));
    put(parameters, "to", to == null ? null : to.atOffset(ZoneOffset.UTC));
    put(parameters, "actor", actor);
    put(parameters, "correlation", correlation);
    put(parameters, "data", data);
    return parameters;
  }

  private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
    if (value != null) {
      parameters.put(name, value);
    }
  }
}
