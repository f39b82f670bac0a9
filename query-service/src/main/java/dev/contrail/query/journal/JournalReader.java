package dev.contrail.query.journal;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Searches the journal of one cell. */
final class JournalReader {

  private static final int MISSING_SHOWN = 10;

  private static final String SELECT =
      """
      select position, stream_id, stream_version, type, type_version, data, metadata,
        command_id, command_index, recorded_at, hash
      from projection.journal
      where cell = :cell and position > :after
      """;

  private static final String TYPE = "and type = :type\n";
  private static final String STREAM = "and stream_id = :stream\n";

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

  private static final String ORDER = "order by position limit :limit";

  private static final String COUNT =
      """
      select count(*) as count, coalesce(max(position), 0) as max_position
      from projection.journal
      where cell = :cell
      """;

  private static final String MISSING =
      """
      select previous + 1 as first, position - 1 as last
      from (
        select position, lag(position, 1, 0::bigint) over (order by position) as previous
        from projection.journal
        where cell = :cell) as neighbours
      where position > previous + 1
      order by position
      limit :limit
      """;

  /**
   * Which events are wanted; null means any.
   *
   * @param from first time, inclusive
   * @param to last time, exclusive
   * @param after position before the first one wanted
   */
  record Search(
      @Nullable String type,
      @Nullable String stream,
      @Nullable Instant from,
      @Nullable Instant to,
      long after,
      int limit) {}

  /** Positions that are not there, both ends included. */
  record Gap(long first, long last) {}

  /**
   * Whether every event up to the last one is there: then {@code count} is {@code maxPosition}.
   *
   * @param missing the first few gaps
   */
  record Completeness(long count, long maxPosition, List<Gap> missing) {}

  private record Extent(long count, long maxPosition) {}

  private final JdbcClient jdbc;
  private final String cell;

  JournalReader(JdbcClient jdbc, String cell) {
    this.jdbc = jdbc;
    this.cell = cell;
  }

  List<JournalEvent> find(Search search) {
    var sql =
        SELECT
            + (search.type() == null ? "" : TYPE)
            + (search.stream() == null ? "" : STREAM)
            + (search.from() == null ? "" : FROM)
            + (search.to() == null ? "" : TO)
            + ORDER;
    return jdbc.sql(sql)
        .param("cell", cell)
        .param("after", search.after())
        .param("type", search.type())
        .param("stream", search.stream())
        .param("from", utc(search.from()))
        .param("to", utc(search.to()))
        .param("limit", search.limit())
        .query(JournalEvent::of)
        .list();
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  /** Reads the whole journal: for checks, not for every request. */
  Completeness completeness() {
    var extent =
        jdbc.sql(COUNT)
            .param("cell", cell)
            .query((row, _) -> new Extent(row.getLong("count"), row.getLong("max_position")))
            .single();
    return new Completeness(
        extent.count(),
        extent.maxPosition(),
        extent.count() == extent.maxPosition() ? List.of() : missing());
  }

  private List<Gap> missing() {
    return jdbc.sql(MISSING)
        .param("cell", cell)
        .param("limit", MISSING_SHOWN)
        .query((row, _) -> new Gap(row.getLong("first"), row.getLong("last")))
        .list();
  }
}
