package dev.contrail.query.watch;

import dev.contrail.query.watch.Windows.Key;
import dev.contrail.query.watch.Windows.Past;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table {@code watch_match}. All methods run in the caller's transaction. */
final class MatchTable {

  private static final String INSERT =
      """
      insert into watch_match (watch, position, recorded_at, window_key, alert, alerted)
      select * from unnest(
        :watches::uuid[], :positions::bigint[], :times::timestamptz[], :keys::text[],
        :alerts::boolean[], :alerted::boolean[])
      on conflict do nothing
      """;

  private static final String PAST =
      """
      select k.watch, k.key, m.recorded_at, m.alerted
      from unnest(:watches::uuid[], :keys::text[], :counts::integer[]) as k (watch, key, count)
      cross join lateral (
        select position, recorded_at, alerted
        from watch_match
        where watch = k.watch and window_key = k.key
        order by position desc
        limit k.count) as m
      order by m.position
      """;

  // what lies within the window of a match to come is kept, however much it is
  private static final String PRUNE =
      """
      delete from watch_match
      where watch = :watch
        and position <= (
          select position from watch_match
          where watch = :watch order by position desc offset :keep limit 1)
        and recorded_at <= (
          select recorded_at from watch_match
          where watch = :watch order by position desc limit 1) - :within * interval '1 ms'
      """;

  private final JdbcClient jdbc;

  MatchTable(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(List<Match> matches) {
    jdbc.sql(INSERT)
        .param("watches", matches.stream().map(m -> m.watch().toString()).toArray(String[]::new))
        .param("positions", matches.stream().mapToLong(Match::position).toArray())
        .param("times", matches.stream().map(m -> m.recordedAt().toString()).toArray(String[]::new))
        .param("keys", matches.stream().map(Match::windowKey).toArray(String[]::new))
        .param("alerts", matches.stream().map(m -> "" + m.alert()).toArray(String[]::new))
        .param("alerted", matches.stream().map(m -> "" + m.alerted()).toArray(String[]::new))
        .update();
  }

  /**
   * What the windows of some keys are to know.
   *
   * @param counts how many matches of each key are enough
   */
  Map<Key, Past> past(Map<Key, Integer> counts) {
    var times = new HashMap<Key, List<Instant>>();
    var alerted = new HashMap<Key, Boolean>();
    jdbc.sql(PAST)
        .param(
            "watches", texts(counts.keySet().stream().map(key -> key.watch().toString()).toList()))
        .param("keys", texts(counts.keySet().stream().map(Key::key).toList()))
        .param("counts", counts.values().stream().mapToInt(Integer::intValue).toArray())
        .query(row -> {
          var key = new Key(row.getObject("watch", UUID.class), row.getString("key"));
          var time = row.getObject("recorded_at", OffsetDateTime.class).toInstant();
          times.computeIfAbsent(key, _ -> new ArrayList<>()).add(time);
          alerted.put(key, row.getBoolean("alerted"));
        });
    var past = new HashMap<Key, Past>();
    times.forEach((key, of) -> past.put(key, new Past(of, Boolean.TRUE.equals(alerted.get(key)))));
    return past;
  }

  private static String[] texts(Collection<String> texts) {
    return texts.toArray(String[]::new);
  }

  /** Deletes all but the latest, and those that a window may need. */
  void prune(UUID watch, int keep, Duration within) {
    jdbc.sql(PRUNE)
        .param("watch", watch)
        .param("keep", keep)
        .param("within", within.toMillis())
        .update();
  }
}
